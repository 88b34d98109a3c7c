package throughline.insight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces of time at whose ends a question looks at what stands.
 *
 * @param today the day at whose end one looks who names none
 */
record PiecesOfTime(Question question, Cut cut, LocalDate today) {

    /** The day after the last one. */
    LocalDate end() {
        return question.at()
                .map(day -> day.plusDays(1))
                .or(question::until)
                .orElse(today.plusDays(1));
    }

    /** The days after those at whose end a stock is looked at, in order. */
    List<LocalDate> ends(List<Fact> facts) {
        LocalDate last = end();
        if (cut.bucket().isEmpty()) {
            return List.of(last);
        }
        List<LocalDate> days = facts.stream().map(Fact::day).sorted().toList();
        if (days.isEmpty()) {
            return List.of(last);
        }
        TimeBucket bucket = cut.bucket().get();
        LocalDate start = cut.start(question.from().orElse(days.getFirst()));
        if (question.until().isEmpty() && question.at().isEmpty()) {
            last = bucket.next(cut.start(days.getLast()));
        }
        List<LocalDate> ends = new ArrayList<>();
        while (start.isBefore(last)) {
            start = bucket.next(start);
            ends.add(start.isBefore(last) ? start : last);
        }
        return ends.isEmpty() ? List.of(last) : ends;
    }

    /** In which of them a day lies; in the last one when it lies in none. */
    static int place(List<LocalDate> ends, LocalDate day) {
        int low = 0;
        while (low < ends.size() - 1 && !day.isBefore(ends.get(low))) {
            low++;
        }
        return low;
    }
}
