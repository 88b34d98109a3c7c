package throughline.dispatch;

import throughline.connectors.Calls;
import throughline.connectors.Polling;

/**
 * Lets polls of a system read while its account has calls to spare and nobody works on it. What is
 * put off is read by the next run, from the same watermark.
 */
final class MeteredReads implements Polling.Gate {

    private final Budget budget;
    private final Pauses pauses;

    MeteredReads(Budget budget, Pauses pauses) {
        this.budget = budget;
        this.pauses = pauses;
    }

    @Override
    public boolean open() {
        Calls.sinceLastAsked();
        return pauses.left().isZero() && budget.takeSpare();
    }

    @Override
    public void passed() {
        budget.called(Calls.sinceLastAsked());
    }
}
