package throughline.console;

import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.wording.Words;

/**
 * A write as people call it, by its key: {@code crm:deal:1/erp/invoice/2026-03#1~2} is invoice
 * 2026-03#1 in erp, second attempt.
 *
 * @param system empty when the key names none
 * @param what invoice, contract and the like
 * @param which of several; empty where there is one
 * @param attempt counted from 1
 */
record WriteName(String system, String what, String which, int attempt) {

    private static final int PARTS = 4;

    /** Corrections are told apart by nothing that people read. */
    private static final String RESTORE = "restore";

    static WriteName of(ActionKey key) {
        String[] parts = key.purpose().split("/", PARTS);
        if (parts.length < PARTS - 1) {
            return new WriteName("", key.purpose(), "", key.attempt());
        }
        String what = parts[2];
        boolean told = parts.length == PARTS && !what.equals(RESTORE);
        return new WriteName(parts[1], what, told ? parts[3] : "", key.attempt());
    }

    /** As a sentence begins: {@code Invoice 2026-03#1}. */
    String text() {
        return (what.equals(RESTORE) ? "Correction" : Words.capitalized(what)) + rest();
    }

    /** As something to do: {@code post invoice 2026-03#1}. */
    String order(ActionKind kind) {
        return Words.of(kind) + rest();
    }

    /** With the system that it goes to. */
    String inSystem() {
        return system.isEmpty() ? text() : text() + " in " + system;
    }

    private String rest() {
        return (which.isEmpty() ? "" : " " + which)
                + (attempt == 1 ? "" : " (attempt " + attempt + ")");
    }
}
