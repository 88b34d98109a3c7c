package throughline.dispatch;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import throughline.connectors.ConnectorException.Kind;

/** Leaves a failing system alone, and tries it again with a few calls after a while. */
final class Breaker {

    private static final int WINDOW = 20;
    private static final int JUDGED_FROM = 6;
    private static final int TRIALS = 3;

    private final CircuitBreaker breaker;

    Breaker(String system, Duration first, Duration longest) {
        breaker =
                CircuitBreaker.of(
                        system,
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(WINDOW)
                                .minimumNumberOfCalls(JUDGED_FROM)
                                .failureRateThreshold(50)
                                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                                .waitIntervalFunctionInOpenState(
                                        IntervalFunction.ofExponentialBackoff(first, 2.0, longest))
                                .build());
    }

    /** Tells when the system is left alone, and when it is called as usual again. */
    void telling(Runnable leftAlone, Runnable back) {
        breaker.getEventPublisher()
                .onStateTransition(
                        event -> {
                            CircuitBreaker.State now = event.getStateTransition().getToState();
                            if (now == CircuitBreaker.State.OPEN) {
                                leftAlone.run();
                            } else if (now == CircuitBreaker.State.CLOSED) {
                                back.run();
                            }
                        });
    }

    /** Whether one more call may be made; every permission is given back by one of the others. */
    boolean permits() {
        return breaker.tryAcquirePermission();
    }

    /** The permission was not used. */
    void unused() {
        breaker.releasePermission();
    }

    /** How the call ended. A limit that was hit is the system speaking: it is not away. */
    void ended(Ending ending, long nanos) {
        boolean failed =
                switch (ending) {
                    case Ending.Ended _ -> false;
                    case Ending.SendAgain again -> again.kind() != Kind.LIMITED;
                    case Ending.SearchLater _ -> true;
                };
        if (failed) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, Failed.CALL);
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    boolean closed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    String state() {
        return breaker.getState().name();
    }

    /** What the breaker is told; it only counts. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
        private static final Failed CALL = new Failed();

        private Failed() {
            super("a call failed", null, false, false);
        }
    }
}
