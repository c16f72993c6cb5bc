import { noun } from "@/lib/core/noun";
import { addCard } from "./cards/add-card";
import { listCards } from "./cards/list-cards";
import { makeDefaultCard } from "./cards/make-default-card";
import { receiveCard } from "./cards/receive-card";
import { removeCard } from "./cards/remove-card";
import { applyChange } from "./changes/apply-change";
import { cancelPlan } from "./changes/cancel-plan";
import { cancelScheduledChange } from "./changes/cancel-scheduled-change";
import { endPausesJob } from "./changes/end-pauses";
import { endTrial } from "./changes/end-trial";
import { getChangeBasis } from "./changes/get-change-basis";
import { pausePlan } from "./changes/pause-plan";
import { payInvoice } from "./changes/pay-invoice";
import { previewChange } from "./changes/preview-change";
import { redeemPromotion } from "./changes/redeem-promotion";
import { resumePlan } from "./changes/resume-plan";
import { undoCancellation } from "./changes/undo-cancellation";
import { confirmCheckout, getCheckout } from "./checkout/confirm-checkout";
import { recordCheckout, startCheckout } from "./checkout/start-checkout";
import { events } from "./events";
import { compareBill } from "./expected/compare-bill";
import { exportInvoices } from "./invoices/export-invoices";
import { getInvoice } from "./invoices/get-invoice";
import { meterJob, scheduleMeteringJob } from "./metered/meter-workspace";
import { reconcileUsageJob } from "./metered/reconcile-usage";
import { usageOverview } from "./metered/usage-overview";
import { warnUsageJob } from "./metered/warn-usage-job";
import { cancelMove } from "./moves/cancel-move";
import { continueMove, movePayersJob } from "./moves/continue-move";
import { listMovePayers, listMoves } from "./moves/list-moves";
import { planMove, previewMove } from "./moves/plan-move";
import { openPortal } from "./open-portal";
import { listBillingAccounts, listDeadLetters, listDrift } from "./operators/accounts";
import { compareCatalog } from "./operators/catalog-drift/compare-catalog";
import { creditAccount } from "./operators/credit-account";
import { extendTrial } from "./operators/extend-trial";
import { endGrant, endGrantsJob, grantPlan } from "./operators/grant-plan";
import { grantTrial } from "./operators/grant-trial";
import { listArranged } from "./operators/list-arranged";
import { listUntaxed } from "./operators/list-untaxed";
import { finishOperation } from "./operators/operator-command";
import { listOverrides, removeOverride, setOverride } from "./operators/overrides";
import { pauseCollection, resumeCollection } from "./operators/pause-collection";
import { refundInvoice } from "./operators/refund-invoice";
import { resync } from "./operators/resync";
import { retryInvoice } from "./operators/retry-invoice";
import { startAfresh } from "./operators/start-afresh";
import { writeOffInvoice } from "./operators/write-off-invoice";
import { getBilling, listInvoices } from "./queries";
import { getRecipient } from "./recipient/get-recipient";
import { setRecipient } from "./recipient/set-recipient";
import { refreshFromStripe } from "./refresh-from-stripe";
import { listOffers } from "./retention/list-offers";
import { takeDiscount } from "./retention/take-discount";
import { takeOffer } from "./retention/take-offer";
import { previewInvoice } from "./running-bill/preview-invoice";
import { removeSpendingLimit, setSpendingLimit } from "./spending/set-spending-limit";
import { getSpending } from "./spending/spending";
import { warnSpendingJob } from "./spending/warn-spending";
import { cancelMistakenJob } from "./sync/cancel-mistaken";
import { effectsJob } from "./sync/effects";
import { pruneEventsJob } from "./sync/prune-events";
import { recoverJob } from "./sync/recover-events";
import { restoreNameJob } from "./sync/restore-name";
import { sweepJob } from "./sync/sweep";
import { syncJob } from "./sync/sync";

import { checkTrial } from "./trials/check-trial";
import { pruneTrialsJob } from "./trials/prune-trials";
import { shortenTrialJob } from "./trials/shorten-trial";

export const billing = noun({
  name: "billing",
  ids: { int: "request to Stripe", dft: "difference from Stripe", mov: "move of payers" },
  events,
  operations: [
    applyChange,
    cancelPlan,
    endTrial,
    getChangeBasis,
    undoCancellation,
    pausePlan,
    payInvoice,
    previewChange,
    redeemPromotion,
    resumePlan,
    cancelScheduledChange,
    addCard,
    listCards,
    makeDefaultCard,
    receiveCard,
    removeCard,
    confirmCheckout,
    getCheckout,
    recordCheckout,
    startCheckout,
    exportInvoices,
    getInvoice,
    previewInvoice,
    getRecipient,
    setRecipient,
    refreshFromStripe,
    usageOverview,
    openPortal,
    extendTrial,
    endGrant,
    grantPlan,
    finishOperation,
    listOverrides,
    removeOverride,
    setOverride,
    pauseCollection,
    resumeCollection,
    listArranged,
    listUntaxed,
    listDeadLetters,
    listDrift,
    listBillingAccounts,
    resync,
    startAfresh,
    refundInvoice,
    creditAccount,
    retryInvoice,
    writeOffInvoice,
    grantTrial,
    compareBill,
    compareCatalog,
    previewMove,
    planMove,
    continueMove,
    cancelMove,
    listMoves,
    listMovePayers,
    checkTrial,
    listOffers,
    takeDiscount,
    takeOffer,
    getSpending,
    removeSpendingLimit,
    setSpendingLimit,
    getBilling,
    listInvoices,
  ],
  jobs: [
    scheduleMeteringJob,
    meterJob,
    reconcileUsageJob,
    warnUsageJob,
    warnSpendingJob,
    endGrantsJob,
    endPausesJob,
    cancelMistakenJob,
    restoreNameJob,
    effectsJob,
    pruneEventsJob,
    movePayersJob,
    pruneTrialsJob,
    shortenTrialJob,
    recoverJob,
    sweepJob,
    syncJob,
  ],
});
