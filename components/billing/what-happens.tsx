import { Check } from "lucide-react";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";

/** What a deed leads to, point by point, before it is done. */
export function WhatHappens({ points }: { points: string[] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>What happens</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-2 text-sm">
          {points.map((point) => (
            <li key={point} className="flex gap-2">
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-brand" />
              <span className="text-pretty">{point}</span>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
