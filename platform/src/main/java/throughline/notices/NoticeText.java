package throughline.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.decisions.Foresight;
import throughline.money.Money;
import throughline.notices.Matter.Level;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;

/** A message in plain words: what waits, since when, with how much money, and where to look. */
final class NoticeText {

    private static final int CASES = 5;

    private final String enterprise;
    private final NoticeSettings settings;

    NoticeText(String enterprise, NoticeSettings settings) {
        this.enterprise = enterprise;
        this.settings = settings;
    }

    /** What is told of. */
    record Written(String subject, String body) {}

    /**
     * One message.
     *
     * @param unclear a sentence about an earlier message; empty when all earlier ones arrived
     */
    Written of(String owner, List<Matter> matters, String unclear, Instant now) {
        Map<String, Money> money = money(matters);
        boolean above = matters.stream().anyMatch(each -> each.level().isAbove());
        StringBuilder body = new StringBuilder();
        body.append(
                above
                        ? "This waits for %s at %s longer than it should:\n"
                                .formatted(owner, enterprise)
                        : "This waits for %s at %s:\n".formatted(owner, enterprise));
        for (Level level : Matter.URGENT_FIRST) {
            Map<String, List<Matter>> byCause = new LinkedHashMap<>();
            matters.stream()
                    .filter(each -> each.level() == level)
                    .forEach(
                            each ->
                                    byCause.computeIfAbsent(each.cause(), _ -> new ArrayList<>())
                                            .add(each));
            byCause.values().forEach(group -> body.append(group(level, group, now)));
        }
        if (!unclear.isEmpty()) {
            body.append('\n').append(unclear).append('\n');
        }
        body.append(
                """

                Each goes away by itself once its cause is gone. You hear of it once, and at most \
                every %s.
                """
                        .formatted(words(settings.digest())));
        int count = matters.size();
        return new Written(
                "[Throughline] %s %s for %s%s"
                        .formatted(
                                count == 1 ? "One thing" : Counted.of(count, "thing"),
                                above
                                        ? Counted.word(count, "is overdue", "are overdue")
                                        : Counted.word(count, "waits", "wait"),
                                owner,
                                money.isEmpty() ? "" : ": " + amounts(money)),
                body.toString());
    }

    private String group(Level level, List<Matter> group, Instant now) {
        Matter first = group.getFirst();
        Map<String, Money> money = money(group);
        StringBuilder text = new StringBuilder("\n");
        text.append(
                switch (level) {
                    case NEW -> "";
                    case WARNING -> "About to be late. ";
                    case LATE -> "Late. ";
                    case ESCALATED -> "Overdue. ";
                    case INCIDENT -> "Technical. ";
                });
        text.append(GroupedAmounts.in(first.sentence())).append('\n');
        text.append("  ")
                .append(group.size() == 1 ? "one case" : Counted.of(group.size(), "case"))
                .append(money.isEmpty() ? "" : ", " + amounts(money) + " at stake")
                .append(", since ")
                .append(words(Duration.between(oldest(group), now)))
                .append('\n');
        List<String> names =
                group.stream().map(Matter::engagement).filter(each -> !each.isEmpty()).toList();
        if (!names.isEmpty()) {
            text.append("  ")
                    .append(String.join(", ", names.stream().limit(CASES).toList()))
                    .append(names.size() > CASES ? " and others" : "")
                    .append('\n');
        }
        text.append("  ").append(settings.link()).append(first.path()).append('\n');
        return text.toString();
    }

    private static Instant oldest(List<Matter> group) {
        return group.stream().map(Matter::since).min(Instant::compareTo).orElseThrow();
    }

    private static Map<String, Money> money(List<Matter> matters) {
        Map<String, Money> sums = new TreeMap<>();
        matters.forEach(
                each ->
                        each.atStake()
                                .ifPresent(
                                        money ->
                                                sums.merge(
                                                        money.currency().getCode(),
                                                        money,
                                                        Money::plus)));
        return sums;
    }

    private static String amounts(Map<String, Money> money) {
        return String.join(" and ", money.values().stream().map(Foresight::amount).toList());
    }

    /** A span of time in its largest unit. */
    static String words(Duration span) {
        if (span.toDays() > 1) {
            return Counted.of(span.toDays(), "day");
        }
        if (span.toHours() > 0) {
            return Counted.word(span.toHours(), "an hour", span.toHours() + " hours");
        }
        return span.toMinutes() > 0
                ? Counted.word(span.toMinutes(), "a minute", span.toMinutes() + " minutes")
                : Counted.of(Math.max(0, span.toSeconds()), "second");
    }
}
