package throughline.dispatch;

import java.util.concurrent.atomic.AtomicInteger;
import throughline.align.ActionKind;

/** As many at once as the system's file says. */
final class DeclaredConcurrency implements Concurrency {

    private final int limit;
    private final AtomicInteger underWay = new AtomicInteger();

    DeclaredConcurrency(int limit) {
        this.limit = limit;
    }

    @Override
    public int free() {
        return limit - underWay.get();
    }

    @Override
    public void begun() {
        underWay.incrementAndGet();
    }

    @Override
    public void unused() {
        underWay.decrementAndGet();
    }

    @Override
    public void ended(ActionKind kind, Ending ending, long nanos) {
        underWay.decrementAndGet();
    }

    @Override
    public int underWay() {
        return underWay.get();
    }

    @Override
    public int limit() {
        return limit;
    }
}
