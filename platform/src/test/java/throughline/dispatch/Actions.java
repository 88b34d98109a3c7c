package throughline.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;
import throughline.money.Money;

/** Actions to try things with. */
final class Actions {

    static final EngagementId DEAL = new EngagementId("crm:opportunity:1");

    static final Trace TRACE = Trace.named("a message");

    private Actions() {}

    static Action action(String system, String purpose, ActionKind kind, String naturalKey) {
        return new Action(
                new ActionKey(DEAL + "/" + system + "/" + purpose),
                system,
                kind,
                naturalKey,
                Map.of("reference", naturalKey, "id", "1", "date", "2026-03-31"),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static Action invoice(String number) {
        return action("erp", "invoice/" + number, ActionKind.POST_INVOICE, DEAL + "/" + number);
    }

    static Action after(Action action, ActionKey... needed) {
        return new Action(
                action.key(),
                action.system(),
                action.kind(),
                action.naturalKey(),
                action.body(),
                List.of(needed),
                action.atStake(),
                action.due());
    }

    static Action urgent(Action action, Money atStake, Instant due) {
        return new Action(
                action.key(),
                action.system(),
                action.kind(),
                action.naturalKey(),
                action.body(),
                action.dependsOn(),
                Optional.of(atStake),
                Optional.of(due));
    }

    static Pending pending(Action action, long order) {
        return new Pending(DEAL, action, 0, Pending.Stage.TO_SEND, order, TRACE);
    }
}
