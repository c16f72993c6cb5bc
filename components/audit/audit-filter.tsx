import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";

type AuditFilterProps = {
  nouns: string[];
  members: { userId: string; name: string }[];
  noun?: string;
  actorId?: string;
  risk?: string;
};

const risks = { none: "Done, not refused", low: "Low risk", medium: "Medium risk", high: "High risk" };

/** A plain GET form to the page it stands on; the address keeps what was chosen. */
export function AuditFilter({ nouns, members, noun = "", actorId = "", risk = "" }: AuditFilterProps) {
  return (
    <search>
      <form key={`${noun} ${actorId} ${risk}`} className="flex flex-wrap gap-2">
        <div className="min-w-36 flex-1 sm:flex-none">
          <NativeSelect name="noun" aria-label="What" defaultValue={noun}>
            <option value="">Everything</option>
            {nouns.map((one) => (
              <option key={one} value={one}>
                {one[0]?.toUpperCase()}
                {one.slice(1).replaceAll("_", " ")}
              </option>
            ))}
          </NativeSelect>
        </div>
        <div className="min-w-36 flex-1 sm:w-56 sm:flex-none">
          <NativeSelect name="member" aria-label="Who" defaultValue={actorId}>
            <option value="">Everybody</option>
            {members.map(({ userId, name }) => (
              <option key={userId} value={userId}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </div>
        <div className="min-w-36 flex-1 sm:flex-none">
          <NativeSelect name="risk" aria-label="Risk" defaultValue={risk}>
            <option value="">Any risk</option>
            {Object.entries(risks).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </div>
        <Button type="submit" variant="outline">
          Filter
        </Button>
      </form>
    </search>
  );
}
