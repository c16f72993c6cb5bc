import { type Case, everybody, fresh, managers, owners } from "../isolation/case";

export const cases: Record<string, Case> = {
  "member.invite": { may: managers, input: () => ({ emails: `${fresh()}@example.com`, role: "member" }) },
  "invitation.resend": { may: managers },
  "invitation.revoke": { may: managers },
  "member.change_role": { may: managers, input: ({ spareId }) => ({ id: spareId, role: "member" }) },
  "member.remove": { may: managers },
  "member.leave": { may: everybody, as: "member" },
  "ownership.transfer": { may: owners },
  "member.export": { may: managers, otherTenant: "nothing" },
  "member.list": { may: everybody },
  "member.list_names": { may: everybody },
  "member.suggest": { may: everybody },
  "member.seat_usage": { may: everybody },
  "invitation.list": { may: managers },
};
