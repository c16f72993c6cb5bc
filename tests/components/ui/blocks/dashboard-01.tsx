// The shape of shadcn's dashboard-01: the parts its cards, chart and data table import, put together as they do.

import { TrendingUp } from "lucide-react";
import * as React from "react";
import { Area, AreaChart, CartesianGrid, XAxis } from "recharts";
import { toast } from "sonner";
import { useIsMobile } from "@/components/hooks/use-mobile";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  Card,
  CardAction,
  CardContent,
  CardDescription,
  CardFooter,
  CardHeader,
  CardTitle,
} from "@/components/ui/card";
import {
  type ChartConfig,
  ChartContainer,
  ChartLegend,
  ChartLegendContent,
  ChartTooltip,
  ChartTooltipContent,
} from "@/components/ui/chart";
import { Checkbox } from "@/components/ui/checkbox";
import {
  Drawer,
  DrawerClose,
  DrawerContent,
  DrawerDescription,
  DrawerFooter,
  DrawerHeader,
  DrawerTitle,
  DrawerTrigger,
} from "@/components/ui/drawer";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";

const config = {
  visitors: { label: "Visitors" },
  desktop: { label: "Desktop", color: "var(--primary)" },
  mobile: { label: "Mobile", theme: { light: "var(--chart-2)", dark: "var(--chart-3)" } },
} satisfies ChartConfig;

const data = [
  { month: "January", desktop: 186, mobile: 80 },
  { month: "February", desktop: 305, mobile: 200 },
];

export function SectionCards() {
  return (
    <Card className="@container/card">
      <CardHeader>
        <CardDescription>Revenue</CardDescription>
        <CardTitle className="text-2xl tabular-nums">$1,250.00</CardTitle>
        <CardAction>
          <Badge variant="outline">
            <TrendingUp />
            +12.5%
          </Badge>
        </CardAction>
      </CardHeader>
      <CardFooter className="flex-col items-start gap-1.5 text-sm">Last six months</CardFooter>
    </Card>
  );
}

export function ChartAreaInteractive() {
  const isMobile = useIsMobile();
  const [range, setRange] = React.useState(isMobile ? "7d" : "90d");
  return (
    <Card>
      <CardContent>
        <ToggleGroup
          type="single"
          value={range}
          onValueChange={setRange}
          variant="outline"
          className="flex *:data-[slot=toggle-group-item]:px-4!"
        >
          <ToggleGroupItem value="90d">Three months</ToggleGroupItem>
          <ToggleGroupItem value="7d">Seven days</ToggleGroupItem>
        </ToggleGroup>
        <Select value={range} onValueChange={setRange}>
          <SelectTrigger className="flex w-40" size="sm" aria-label="Range">
            <SelectValue placeholder="Three months" />
          </SelectTrigger>
          <SelectContent className="rounded-xl">
            <SelectItem value="90d">Three months</SelectItem>
            <SelectItem value="7d">Seven days</SelectItem>
          </SelectContent>
        </Select>
        <ChartContainer config={config} className="aspect-auto h-62 w-full">
          <AreaChart accessibilityLayer data={data} margin={{ left: 0, right: 10 }}>
            <CartesianGrid vertical={false} />
            <XAxis
              dataKey="month"
              tickLine={false}
              tickMargin={8}
              tickFormatter={(value) => value.slice(0, 3)}
            />
            <ChartTooltip
              cursor={false}
              content={<ChartTooltipContent labelFormatter={(value) => `${value}`} indicator="dot" />}
            />
            <ChartLegend content={<ChartLegendContent />} />
            <Area dataKey="mobile" type="natural" fill="var(--color-mobile)" stackId="a" />
            <Area dataKey="desktop" type="natural" fill="var(--color-desktop)" stackId="a" />
          </AreaChart>
        </ChartContainer>
      </CardContent>
    </Card>
  );
}

function Viewer({ name }: { name: string }) {
  const isMobile = useIsMobile();
  return (
    <Drawer direction={isMobile ? "bottom" : "right"}>
      <DrawerTrigger asChild>
        <Button variant="link" className="w-fit px-0">
          {name}
        </Button>
      </DrawerTrigger>
      <DrawerContent>
        <DrawerHeader className="gap-1">
          <DrawerTitle>{name}</DrawerTitle>
          <DrawerDescription>Last six months</DrawerDescription>
        </DrawerHeader>
        <Label htmlFor="header">Header</Label>
        <Input id="header" defaultValue={name} />
        <DrawerFooter>
          <Button>Submit</Button>
          <DrawerClose asChild>
            <Button variant="outline">Done</Button>
          </DrawerClose>
        </DrawerFooter>
      </DrawerContent>
    </Drawer>
  );
}

export function DataTable({ rows }: { rows: string[] }) {
  const [selected, setSelected] = React.useState<string[]>([]);
  const [isShown, setShown] = React.useState(true);
  const save = () =>
    toast.promise(new Promise((resolve) => setTimeout(resolve, 10)), {
      loading: "Saving",
      success: "Done",
      error: "Error",
    });
  return (
    <Tabs defaultValue="outline" className="w-full flex-col justify-start gap-6">
      <TabsList>
        <TabsTrigger value="outline">
          Outline <Badge variant="secondary">3</Badge>
        </TabsTrigger>
      </TabsList>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline" size="sm">
            Columns
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-56">
          <DropdownMenuCheckboxItem checked={isShown} onCheckedChange={(value) => setShown(!!value)}>
            Name
          </DropdownMenuCheckboxItem>
          <DropdownMenuItem variant="destructive" onSelect={save}>
            Save
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <TabsContent value="outline">
        <Table>
          <TableHeader className="sticky top-0 z-10 bg-muted">
            <TableRow>
              <TableHead colSpan={1}>
                <Checkbox
                  aria-label="Select all"
                  checked={selected.length === rows.length || (selected.length > 0 && "indeterminate")}
                  onCheckedChange={(value) => setSelected(value ? rows : [])}
                />
              </TableHead>
              <TableHead>Name</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody className="**:data-[slot=table-cell]:first:w-8">
            {rows.map((row) => (
              <TableRow key={row} data-state={selected.includes(row) && "selected"}>
                <TableCell>
                  <Checkbox
                    aria-label={row}
                    checked={selected.includes(row)}
                    onCheckedChange={() => setSelected([...selected, row])}
                  />
                </TableCell>
                <TableCell className="h-24 text-center">{isShown && <Viewer name={row} />}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TabsContent>
    </Tabs>
  );
}
