package throughline.align;

import java.util.List;
import throughline.engagement.EngagementId;
import throughline.engagement.Turn;
import throughline.landscape.SystemDeclaration;

/** Names of what is asked of a system: {@code <engagement>/<system>/<what>}. */
public final class Purpose {

    private Purpose() {}

    static String of(Turn turn, SystemDeclaration system, String what) {
        return turn.state().id() + "/" + system.name() + "/" + what;
    }

    /** The purpose of a record that a system holds once for an engagement. */
    static String of(Turn turn, SystemDeclaration system, ActionKind kind) {
        return of(turn, system, word(kind));
    }

    static List<String> needs(Turn turn, SystemDeclaration system, ActionKind kind) {
        return receives(system, kind) ? List.of(of(turn, system, kind)) : List.of();
    }

    static boolean receives(SystemDeclaration system, ActionKind kind) {
        return system.writes().contains(kind.name());
    }

    /** The document that an effect writes, by its reference; empty text when it writes none. */
    public static String documentOf(EngagementId engagement, Effect effect) {
        String last = effect.purpose().substring(effect.purpose().lastIndexOf('/') + 1);
        return switch (effect.kind()) {
            case POST_INVOICE -> engagement + "/" + last;
            case POST_JOURNAL -> engagement + "/journal-" + last;
            case CREATE_CUSTOMER,
                    CREATE_CONTRACT,
                    CREATE_PROJECT,
                    UPDATE_PROJECT,
                    POST_CREDIT_NOTE,
                    WRITE_BACK ->
                    "";
        };
    }

    private static String word(ActionKind kind) {
        return switch (kind) {
            case CREATE_CUSTOMER -> "customer";
            case CREATE_CONTRACT -> "contract";
            case CREATE_PROJECT -> "project";
            case UPDATE_PROJECT -> "restore";
            case WRITE_BACK -> "write-back";
            case POST_INVOICE -> "invoice";
            case POST_CREDIT_NOTE -> "credit-note";
            case POST_JOURNAL -> "journal";
        };
    }
}
