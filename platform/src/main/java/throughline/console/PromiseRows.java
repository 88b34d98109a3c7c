package throughline.console;

import java.time.Instant;
import java.util.List;
import throughline.console.EngagementView.Promised;
import throughline.engagement.Attention;
import throughline.engagement.BusinessException;
import throughline.insight.Promise;

/** Promises of an engagement as its page shows them. */
final class PromiseRows {

    private PromiseRows() {}

    static List<Promised> of(String engagement, List<Promise> promises, Instant now) {
        return promises.stream().map(each -> row(engagement, each, each.state(now))).toList();
    }

    /** Until when a person must decide: nobody has to while the promise stands still. */
    static String deadline(Attention attention, BusinessException exception) {
        return attention
                .deadline(exception)
                .map(due -> "decide by " + Wording.moment(due))
                .orElse(
                        exception.due().isPresent()
                                ? "no deadline while its promise is paused"
                                : "no deadline");
    }

    private static Promised row(String engagement, Promise promise, Promise.State state) {
        return new Promised(
                Wording.words(promise.clock()),
                promise.about().replace(engagement + "/", ""),
                state.word(),
                tone(state),
                until(promise, state),
                promise.atStake().map(Wording::amount).orElse("–"));
    }

    private static String tone(Promise.State state) {
        return switch (state) {
            case RUNNING -> "accent";
            case PAUSED -> "warn";
            case LATE, MISSED -> "bad";
            case MET -> "good";
        };
    }

    private static String until(Promise promise, Promise.State state) {
        return switch (state) {
            case RUNNING, LATE -> "due " + Wording.moment(promise.due());
            case PAUSED ->
                    "since %s: %s"
                            .formatted(
                                    promise.pausedSince().map(Wording::moment).orElse(""),
                                    String.join(", ", promise.pausedFor()).replace('-', ' '));
            case MET, MISSED -> "was due " + Wording.moment(promise.due());
        };
    }
}
