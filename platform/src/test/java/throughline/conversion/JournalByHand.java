package throughline.conversion;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Figures added up by hand from the events of the journal, as text: without the books, without
 * their accounts, and without a class of those who tell the figures.
 */
final class JournalByHand {

    private static final BigDecimal NINETY = BigDecimal.valueOf(90);

    /** An amount of a line on a day; the kind is ours. */
    private record Moved(
            String kind, String lot, LocalDate on, String currency, BigDecimal amount) {}

    private record Promise(Instant from, Instant due, String currency, BigDecimal amount) {}

    private record Kept(Instant from, Instant until, boolean met, String currency, BigDecimal at) {}

    private final LocalDate today;
    private final List<Moved> moved = new ArrayList<>();
    private final Map<String, Promise> open = new HashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private final Map<String, String> signed = new HashMap<>();
    private final Set<String> booked = new HashSet<>();
    private final Map<String, String> pricing = new HashMap<>();

    JournalByHand(JdbcClient database, LocalDate today) {
        this.today = today;
        database.sql(
                        "select engagement, type, convert_from(payload, 'UTF8') from event"
                                + " order by engagement, sequence")
                .query(
                        (row, number) -> {
                            take(
                                    row.getString(1),
                                    row.getString(2),
                                    JsonMapper.shared().readTree(row.getString(3)));
                            return number;
                        })
                .list();
    }

    private void take(String engagement, String type, JsonNode event) {
        switch (type) {
            case "deal-observed/v1" -> signed.put(engagement, text(event.path("deal"), "amount"));
            case "project-activated/v1" -> booked.remove(engagement);
            case "contract-booked/v1" -> {
                booked.add(engagement);
                for (JsonNode line : event.path("terms").path("lines")) {
                    pricing.put(
                            engagement + "/" + text(line, "id"),
                            text(line.path("pricing"), "type"));
                    if (line.has("price")) {
                        add("booked", engagement, line, "price", day(event, "bookedOn"));
                    }
                }
            }
            case "charge-raised/v1" ->
                    add("entitled", engagement, event, "amount", day(event, "on"));
            case "time-approved/v1" -> {
                add("entitled", engagement, event, "amount", day(event, "on"));
                add("cost", engagement, event, "cost", day(event, "on"));
                if (pricing.getOrDefault(engagement + "/" + text(event, "line"), "")
                        .equals("time-and-materials")) {
                    add("booked", engagement, event, "amount", day(event, "on"));
                }
            }
            case "revenue-recognized/v1" ->
                    add("earned", engagement, event, "amount", day(event, "effective"));
            case "invoice-posted/v1" -> byLine("billed", engagement, event, "date");
            case "credit-note-posted/v1" -> byLine("credited", engagement, event, "date");
            case "payment-received/v1" ->
                    add("paid", engagement, event, "amount", day(event, "on"));
            case "clock-started/v1" ->
                    open.put(
                            engagement + " " + text(event, "clock"),
                            new Promise(
                                    Instant.parse(text(event, "at")),
                                    Instant.parse(text(event, "due")),
                                    currency(text(event, "atStake")),
                                    amount(text(event, "atStake"))));
            case "clock-stopped/v1" -> {
                Promise promise =
                        Objects.requireNonNull(
                                open.remove(engagement + " " + text(event, "clock")), "began");
                kept.add(
                        new Kept(
                                promise.from(),
                                Instant.parse(text(event, "at")),
                                event.path("met").asBoolean(),
                                promise.currency(),
                                promise.amount()));
            }
            default -> {}
        }
    }

    private void byLine(String kind, String engagement, JsonNode event, String date) {
        for (Map.Entry<String, JsonNode> line : event.path("netByLine").properties()) {
            String net = line.getValue().asString();
            moved.add(
                    new Moved(
                            kind,
                            engagement + "/" + line.getKey(),
                            day(event, date),
                            currency(net),
                            amount(net)));
        }
    }

    private void add(String kind, String engagement, JsonNode event, String name, LocalDate on) {
        String line = event.has("line") ? text(event, "line") : text(event, "id");
        String money = text(event, name);
        moved.add(new Moved(kind, engagement + "/" + line, on, currency(money), amount(money)));
    }

    /** Every figure of a currency that is a sum of events, by the name of its metric. */
    Map<String, String> sums(String currency) {
        BigDecimal contracted = sum(currency, "booked");
        BigDecimal billed = sum(currency, "billed").subtract(sum(currency, "credited"));
        Map<String, String> sums = new TreeMap<>();
        sums.put("contract-value", told(contracted));
        sums.put("backlog-billing", told(contracted.subtract(billed)));
        sums.put("backlog-revenue", told(contracted.subtract(sum(currency, "earned"))));
        sums.put("unbilled", told(sum(currency, "entitled").subtract(billed)));
        sums.put("receivable", told(billed.subtract(sum(currency, "paid"))));
        sums.put("collected", told(sum(currency, "paid")));
        sums.put(
                "leakage",
                told(leaks(currency).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return sums;
    }

    /** How many days of billing wait; nothing where nothing was billed in ninety days. */
    Optional<String> days(String currency, String... waiting) {
        BigDecimal billed =
                sum(
                        currency,
                        each -> each.on().isAfter(today.minusDays(90)) && !each.on().isAfter(today),
                        "billed",
                        "-credited");
        BigDecimal stands = BigDecimal.ZERO;
        Map<String, String> sums = sums(currency);
        for (String each : waiting) {
            stands = stands.add(new BigDecimal(sums.get(each)));
        }
        return billed.signum() == 0
                ? Optional.empty()
                : Optional.of(
                        stands.multiply(NINETY)
                                .divide(billed, 1, RoundingMode.HALF_UP)
                                .toPlainString());
    }

    /** Of twelve months as a whole. */
    Optional<String> margin(String currency) {
        return margin(currency, each -> !each.on().isBefore(first()) && !each.on().isAfter(today));
    }

    Map<String, String> marginByMonth(String currency) {
        Map<String, String> months = new TreeMap<>();
        for (YearMonth month : months()) {
            margin(currency, each -> YearMonth.from(each.on()).equals(month) && isPast(each))
                    .ifPresent(margin -> months.put(month.toString(), margin));
        }
        return months;
    }

    private Optional<String> margin(String currency, Predicate<Moved> when) {
        BigDecimal earned = sum(currency, when, "earned");
        return earned.signum() == 0
                ? Optional.empty()
                : Optional.of(
                        sum(currency, when, "earned", "-cost")
                                .divide(earned, 4, RoundingMode.HALF_UP)
                                .toPlainString());
    }

    /** What was agreed and not earned by the end of each month since something was agreed. */
    Map<String, String> backlogByMonth(String currency) {
        Map<String, String> months = new TreeMap<>();
        for (YearMonth month : months()) {
            Predicate<Moved> until =
                    each -> !YearMonth.from(each.on()).isAfter(month) && isPast(each);
            boolean any =
                    moved.stream()
                            .anyMatch(
                                    each ->
                                            each.currency().equals(currency)
                                                    && until.test(each)
                                                    && List.of("booked", "earned")
                                                            .contains(each.kind()));
            if (any) {
                months.put(month.toString(), told(sum(currency, until, "booked", "-earned")));
            }
        }
        return months;
    }

    /** What should have been billed, by its age; invoices take the oldest work of a line first. */
    Map<String, BigDecimal> leaks(String currency) {
        Map<String, BigDecimal> leaks = new TreeMap<>();
        for (String lot : moved.stream().map(Moved::lot).distinct().toList()) {
            BigDecimal taken = sum(currency, each -> each.lot().equals(lot), "billed", "-credited");
            List<Moved> work =
                    moved.stream()
                            .filter(each -> each.lot().equals(lot))
                            .filter(each -> each.kind().equals("entitled"))
                            .filter(each -> each.currency().equals(currency))
                            .sorted(java.util.Comparator.comparing(Moved::on))
                            .toList();
            for (Moved each : work) {
                BigDecimal covered = taken.min(each.amount());
                taken = taken.subtract(covered);
                BigDecimal left = each.amount().subtract(covered);
                // The landscape bills a month until five days after its end.
                LocalDate cutoff = each.on().withDayOfMonth(1).plusMonths(1).plusDays(5);
                if (left.signum() != 0 && !cutoff.isAfter(today)) {
                    leaks.merge(age(each.on()), left, BigDecimal::add);
                }
            }
        }
        return leaks;
    }

    private String age(LocalDate on) {
        long days = ChronoUnit.DAYS.between(on, today);
        return days <= 30 ? "0-30" : days <= 60 ? "31-60" : days <= 90 ? "61-90" : "over-90";
    }

    /** What was signed by deals that are not active. */
    BigDecimal notActive(String currency) {
        return booked.stream()
                .map(signed::get)
                .filter(money -> currency(money).equals(currency))
                .map(JournalByHand::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The half of all clocks that stopped; none when none did. */
    Optional<Long> secondsOfHalf() {
        List<Long> seconds =
                kept.stream()
                        .map(each -> ChronoUnit.MILLIS.between(each.from(), each.until()))
                        .map(millis -> Math.round(millis / 1000.0))
                        .sorted()
                        .toList();
        return seconds.isEmpty()
                ? Optional.empty()
                : Optional.of(seconds.get((seconds.size() + 1) / 2 - 1));
    }

    /** Met of those that stopped or are late by now. */
    Optional<String> promises(Instant now) {
        long late = open.values().stream().filter(each -> !each.due().isAfter(now)).count();
        long due = kept.size() + late;
        return share(
                BigDecimal.valueOf(kept.stream().filter(Kept::met).count()),
                BigDecimal.valueOf(due));
    }

    /** The same of the money behind them. */
    Optional<String> promises(Instant now, String currency) {
        BigDecimal met = BigDecimal.ZERO;
        BigDecimal due = BigDecimal.ZERO;
        for (Kept each : kept) {
            if (each.currency().equals(currency)) {
                due = due.add(each.at());
                met = each.met() ? met.add(each.at()) : met;
            }
        }
        for (Promise each : open.values()) {
            if (each.currency().equals(currency) && !each.due().isAfter(now)) {
                due = due.add(each.amount());
            }
        }
        return share(met, due);
    }

    private static Optional<String> share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? Optional.empty()
                : Optional.of(part.divide(whole, 4, RoundingMode.HALF_UP).toPlainString());
    }

    private boolean isPast(Moved each) {
        return !each.on().isAfter(today);
    }

    private LocalDate first() {
        return today.withDayOfMonth(1).minusMonths(11);
    }

    private List<YearMonth> months() {
        List<YearMonth> months = new ArrayList<>();
        for (YearMonth each = YearMonth.from(first());
                !each.isAfter(YearMonth.from(today));
                each = each.plusMonths(1)) {
            months.add(each);
        }
        return months;
    }

    private BigDecimal sum(String currency, String... kinds) {
        return sum(currency, this::isPast, kinds);
    }

    /** Kinds with a minus are taken off. */
    private BigDecimal sum(String currency, Predicate<Moved> which, String... kinds) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String kind : kinds) {
            for (Moved each : moved) {
                if (kind.replace("-", "").equals(each.kind())
                        && each.currency().equals(currency)
                        && which.test(each)) {
                    sum =
                            kind.startsWith("-")
                                    ? sum.subtract(each.amount())
                                    : sum.add(each.amount());
                }
            }
        }
        return sum;
    }

    static String told(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }

    private static LocalDate day(JsonNode event, String name) {
        return LocalDate.parse(text(event, name));
    }

    private static String text(JsonNode event, String name) {
        return event.path(name).asString("");
    }

    private static String currency(String money) {
        return money.isEmpty() ? "" : money.substring(0, 3);
    }

    private static BigDecimal amount(String money) {
        return money.isEmpty() ? BigDecimal.ZERO : new BigDecimal(money.substring(4));
    }
}
