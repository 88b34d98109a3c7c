package throughline.billing;

import java.util.List;
import java.util.Map;
import throughline.align.ActionOutcome.Confirmed;
import throughline.align.Effect;
import throughline.align.Purpose;
import throughline.engagement.EffectEvent.ActionConcluded;
import throughline.engagement.Event;
import throughline.engagement.Turn;
import throughline.observed.CanonicalRecord.Journal;

/** A document of ours that is seen in its system proves that our write of it arrived. */
public final class ProvenWrites {

    private ProvenWrites() {}

    /** What a record in the system proves about the write that made it. */
    static List<Event> concluded(
            Turn turn, String system, String document, String id, Map<String, String> facts) {
        return turn.state().effects().byPurpose().values().stream()
                .filter(effect -> effect.system().equals(system) && !effect.isConfirmed())
                .filter(effect -> document.equals(Purpose.documentOf(turn.state().id(), effect)))
                .findFirst()
                .map(effect -> confirmed(effect, id, facts))
                .orElse(List.of());
    }

    private static List<Event> confirmed(Effect effect, String id, Map<String, String> facts) {
        return List.of(
                new ActionConcluded(effect.key(), effect.system(), new Confirmed(id, facts)));
    }

    /** Learns a version of a journal. */
    public static List<Event> journal(Turn turn, Journal journal) {
        return switch (journal.status()) {
            case DRAFT, VOID -> List.of();
            case POSTED ->
                    journal.reference()
                            .map(
                                    reference ->
                                            concluded(
                                                    turn,
                                                    journal.key().system(),
                                                    reference,
                                                    journal.key().id(),
                                                    Map.of(
                                                            "number",
                                                            journal.number()
                                                                    .orElse(journal.key().id()))))
                            .orElse(List.of());
        };
    }
}
