package throughline.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.exposure.Cutoff;
import throughline.exposure.Exposure;
import throughline.exposure.ExposureDesk;
import throughline.exposure.Stage;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.wording.Counted;
import tools.jackson.databind.json.JsonMapper;

/** What will miss the next billing cutoff, in money, by stage and cause. */
@RestController
public final class CutoffPages {

    private static final String HERE = "/cutoff";
    private static final int MOST = 200;
    private static final int SAID = 40;

    /** One part in so many. */
    private static final long TRIFLE = 1_000;

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Pages pages = new Pages();
    private final JsonMapper json = JsonMapper.shared();
    private final ExposureDesk desk;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Pages over an installation. */
    public CutoffPages(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.desk = new ExposureDesk(database);
        this.release = release;
        this.clock = clock;
    }

    /** All entities; with a stage and a cause, the single amounts that are there. */
    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public String cutoff(
            @RequestParam(defaultValue = "") String entity,
            @RequestParam(defaultValue = "") String stage,
            @RequestParam(defaultValue = "") String cause,
            @RequestParam(defaultValue = "") String part) {
        Release now = release.get();
        Instant instant = clock.instant();
        Exposure seen = desk.last(now, instant);
        boolean chosen = !stage.isEmpty() || !cause.isEmpty();
        List<CutoffView.Entity> entities = new ArrayList<>();
        seen.cutoffs().forEach(cutoff -> entities.addAll(entities(cutoff, seen, instant)));
        CutoffView view =
                new CutoffView(
                        new Page("Cutoff", now.name(), HERE),
                        seen.lookedAt()
                                .map(at -> "Looked at " + Wording.ago(at, instant) + ".")
                                .orElse("It is looked at for the first time within seconds."),
                        entities,
                        seen.causes().stream()
                                .filter(each -> entity.isEmpty() || each.entity().equals(entity))
                                .map(each -> row(each, instant, stage, cause))
                                .toList(),
                        chosen
                                ? stage
                                        + (cause.isEmpty()
                                                ? ""
                                                : ": " + told(cause).toLowerCase(Locale.ROOT))
                                : "",
                        chosen
                                ? desk.items(entity, stage, cause, MOST).stream()
                                        .map(each -> amount(each, instant))
                                        .toList()
                                : List.of(),
                        accuracy(seen),
                        seen.said().stream().limit(SAID).map(CutoffPages::said).toList());
        return pages.render(part.equals("figures") ? "cutoffFigures" : "cutoff", view);
    }

    private List<CutoffView.Entity> entities(Cutoff cutoff, Exposure seen, Instant now) {
        Map<String, List<Exposure.Cause>> byCurrency = new TreeMap<>();
        for (Exposure.Cause each : seen.causes()) {
            if (each.entity().equals(cutoff.entity())) {
                byCurrency
                        .computeIfAbsent(each.amount().currency().getCode(), _ -> new ArrayList<>())
                        .add(each);
            }
        }
        List<CutoffView.Entity> entities = new ArrayList<>();
        byCurrency.values().forEach(causes -> entities.add(entity(cutoff, causes, now)));
        if (entities.isEmpty()) {
            entities.add(
                    new CutoffView.Entity(
                            cutoff.entity(),
                            cutoff.period().id(),
                            WHEN.format(cutoff.deadline()) + " UTC",
                            left(cutoff, now),
                            "nothing",
                            "nothing",
                            "good",
                            "Nothing is on its way: all that may be billed is in the ledger.",
                            "",
                            ""));
        }
        return entities;
    }

    private CutoffView.Entity entity(Cutoff cutoff, List<Exposure.Cause> causes, Instant now) {
        Money exposed = sum(causes, false);
        Money missing = sum(causes, true);
        Exposure.Cause worst =
                causes.stream()
                        .max(java.util.Comparator.comparingLong(each -> each.missing().minor()))
                        .orElseThrow();
        String sentence =
                missing.signum() == 0
                        ? "All of it is expected to arrive in time."
                        : "%s of what will miss it sits behind one cause: %s."
                                .formatted(
                                        worst.missing().equals(missing)
                                                ? "All"
                                                : Wording.percent(
                                                        worst.missing().minor(), missing.minor()),
                                        told(worst.code()).toLowerCase(Locale.ROOT));
        return new CutoffView.Entity(
                cutoff.entity(),
                cutoff.period().id(),
                WHEN.format(cutoff.deadline()) + " UTC",
                left(cutoff, now),
                Wording.amount(exposed),
                Wording.amount(missing),
                tone(missing, exposed),
                sentence,
                Charts.json(json, chart(causes)),
                "Of %s on its way, %s is expected to miss the cutoff"
                        .formatted(Wording.amount(exposed), Wording.amount(missing)));
    }

    /** A trifle, as what forecasts leave of single cents, alarms nobody. */
    private static String tone(Money missing, Money exposed) {
        boolean trifle = missing.minor() < exposed.minor() / TRIFLE;
        return missing.signum() == 0 ? "good" : trifle ? "warn" : "bad";
    }

    private static Map<String, Object> chart(List<Exposure.Cause> causes) {
        List<String> stages = new ArrayList<>();
        List<BigDecimal> inTime = new ArrayList<>();
        List<BigDecimal> missing = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            List<Exposure.Cause> here =
                    causes.stream().filter(each -> each.stage() == stage).toList();
            stages.add(stage.words());
            BigDecimal late = here.isEmpty() ? BigDecimal.ZERO : sum(here, true).decimal();
            BigDecimal all = here.isEmpty() ? BigDecimal.ZERO : sum(here, false).decimal();
            inTime.add(all.subtract(late));
            missing.add(late);
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("stages", stages);
        chart.put("inTime", inTime);
        chart.put("missing", missing);
        return chart;
    }

    private static Money sum(List<Exposure.Cause> causes, boolean missing) {
        return causes.stream()
                .map(each -> missing ? each.missing() : each.amount())
                .reduce(Money::plus)
                .orElseThrow();
    }

    private static String left(Cutoff cutoff, Instant now) {
        Duration left = Duration.between(now, cutoff.deadline());
        return left.toDays() > 1
                ? "in " + Counted.of(left.toDays(), "day")
                : "in " + left.toHours() + " h " + left.toMinutesPart() + " min";
    }

    private static CutoffView.Row row(
            Exposure.Cause cause, Instant now, String stage, String chosen) {
        BigDecimal share =
                cause.amount().signum() == 0
                        ? BigDecimal.ZERO
                        : cause.missing()
                                .decimal()
                                .divide(cause.amount().decimal(), 2, RoundingMode.HALF_UP);
        return new CutoffView.Row(
                cause.entity(),
                cause.stage().words(),
                told(cause.code()),
                HERE
                        + "?entity="
                        + ExceptionList.encoded(cause.entity())
                        + "&stage="
                        + ExceptionList.encoded(cause.stage().words())
                        + "&cause="
                        + ExceptionList.encoded(cause.code())
                        + "#amounts",
                cause.isException()
                        ? "/exceptions?cause=" + ExceptionList.encoded(cause.code())
                        : "",
                cause.engagements(),
                Wording.amount(cause.amount()),
                cause.missing().isZero() ? "none" : Wording.amount(cause.missing()),
                share.compareTo(new BigDecimal("0.5")) > 0
                        ? "bad"
                        : cause.missing().isZero() ? "good" : "warn",
                Wording.ago(cause.oldest(), now),
                cause.basis() == 0
                        ? "nobody was there before"
                        : Counted.of(cause.basis(), "case before", "cases before"),
                cause.stage().words().equals(stage) && cause.code().equals(chosen));
    }

    /** A cause in words. */
    static String told(String code) {
        String[] parts = code.split(":", 3);
        return switch (parts[0]) {
            case "waits-for-the-cutoff" -> "Waits for the day on which its period is billed";
            case "waits-for-approval" -> "Handed in, waits for approval";
            case "not-handed-in" -> "Worked, not handed in";
            case "planned" -> "Invoice made, not sent to " + parts[1] + " yet";
            case "no-answer" -> "Sent to " + parts[1] + ", no answer yet";
            case "action-ambiguous" -> "Nobody can tell whether " + parts[1] + " took it";
            case "action-rejected" ->
                    parts[1] + " refuses it" + (parts.length > 2 ? ": " + parts[2] : "");
            default -> Wording.words(code.replace(':', ' '));
        };
    }

    private static CutoffView.Amount amount(Exposure.Named named, Instant now) {
        return new CutoffView.Amount(
                named.name(),
                EngagementList.href(named.item().engagement()),
                Wording.amount(named.item().amount()),
                percent(named.item().inTime()),
                Wording.ago(named.item().since(), now));
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(0, RoundingMode.HALF_UP).toPlainString() + " %";
    }

    private static String accuracy(Exposure seen) {
        return seen.meanError()
                .map(
                        error ->
                                "What was said was off by %s of what was exposed, on average over"
                                                .formatted(percent(error))
                                        + " "
                                        + Counted.of(seen.said().size(), "day")
                                        + ".")
                .orElse(
                        "What is said today is kept, and held against what comes of it once the"
                                + " cutoff has passed. No cutoff has passed yet since the first"
                                + " forecast.");
    }

    private static CutoffView.Said said(Exposure.Said said) {
        return new CutoffView.Said(
                said.entity(),
                said.period(),
                said.day().toString(),
                Counted.of(said.daysBefore(), "day") + " before",
                Wording.amount(said.exposed()),
                Wording.amount(said.missing()),
                Wording.amount(said.missed()),
                (said.error().signum() > 0 ? "+" : "") + Wording.bare(said.error()));
    }
}
