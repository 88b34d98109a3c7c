package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.dispatch.LaneView;
import throughline.insight.Write;
import throughline.insight.Writes;
import throughline.landscape.MaintenanceText;
import throughline.landscape.Release;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;
import tools.jackson.databind.json.JsonMapper;

/** Writes to outside systems: what is open, what was tried, and what a person can do. */
@RestController
public final class ActionPages {

    private static final int PAGE = 50;
    private static final int FARTHEST = 1_000_000_000;
    private static final String HERE = "/actions";

    private final Pages pages = new Pages();
    private final JsonMapper json = JsonMapper.shared();
    private final Writes writes;
    private final Supplier<Release> release;
    private final Supplier<List<LaneView>> lanes;
    private final InstantSource clock;

    /** Pages over a database. */
    public ActionPages(
            DataSource database,
            Supplier<Release> release,
            Supplier<List<LaneView>> lanes,
            InstantSource clock) {
        this.writes = new Writes(database);
        this.lanes = lanes;
        this.release = release;
        this.clock = clock;
    }

    /**
     * Which are looked at.
     *
     * @param status without one, all that are not done
     * @param system to which they go; all systems without one
     */
    private record Chosen(Optional<String> status, Optional<String> system) {
        static Chosen of(String status, String system) {
            return new Chosen(
                    Optional.of(status).filter(Writes.STATUSES::contains),
                    Optional.of(system).filter(name -> !name.isEmpty() && name.indexOf(0) < 0));
        }

        Chosen with(Optional<String> other) {
            return new Chosen(other, system);
        }

        String href(long from) {
            return HERE
                    + "?from="
                    + from
                    + status.map(each -> "&status=" + each).orElse("")
                    + system.map(each -> "&system=" + ExceptionList.encoded(each)).orElse("");
        }
    }

    /** Those that stand so, of one system or all; without a status, all that are not done. */
    @GetMapping(path = "/actions", produces = MediaType.TEXT_HTML_VALUE)
    public String actions(
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String system,
            @RequestParam(defaultValue = "0") long from) {
        Chosen chosen = Chosen.of(status, system);
        long first = Math.clamp(from, 0, FARTHEST);
        Map<String, Long> counts = writes.counts(chosen.system(), Sight.current());
        List<Write> found =
                writes.list(
                        new Writes.Wanted(
                                Optional.empty(),
                                chosen.system(),
                                chosen.status(),
                                false,
                                first,
                                PAGE),
                        Sight.current());
        // The counts of large books are a moment old; the list is not.
        long total =
                Math.max(
                        first + found.size(),
                        chosen.status()
                                .map(each -> counts.getOrDefault(each, 0L))
                                .orElse(open(counts)));
        Instant now = clock.instant();
        return pages.render(
                "actions",
                new ActionsView(
                        page("Writes"),
                        chosen.system().orElse(""),
                        new Chosen(chosen.status(), Optional.empty()).href(0),
                        choices(counts, chosen),
                        found.stream().map(write -> row(write, now)).toList(),
                        found.isEmpty()
                                ? ""
                                : (first + 1) + " to " + (first + found.size()) + " of " + total,
                        first > 0 ? chosen.href(Math.max(0, first - PAGE)) : null,
                        first + PAGE < total ? chosen.href(first + PAGE) : null,
                        lanes.get().stream()
                                .filter(
                                        lane ->
                                                chosen.system().stream()
                                                        .allMatch(lane.system()::equals))
                                .map(lane -> LaneRow.of(lane, now))
                                .toList()));
    }

    /** One with everything that is known of it. */
    @GetMapping(path = "/actions/one", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> one(@RequestParam(defaultValue = "") String key) {
        return writes.one(key, Sight.current())
                .map(write -> ResponseEntity.ok(pages.render("action", view(write))))
                .orElseGet(
                        () ->
                                ResponseEntity.status(HttpStatus.NOT_FOUND)
                                        .body(
                                                pages.render(
                                                        "missingWrite",
                                                        new MissingView(page("Not found"), key))));
    }

    private static long open(Map<String, Long> counts) {
        return Writes.STATUSES.stream()
                .filter(status -> !status.equals("confirmed") && !status.equals("withdrawn"))
                .mapToLong(status -> counts.getOrDefault(status, 0L))
                .sum();
    }

    private static List<ActionsView.Choice> choices(Map<String, Long> counts, Chosen chosen) {
        List<ActionsView.Choice> choices = new ArrayList<>();
        choices.add(
                new ActionsView.Choice(
                        "Not done",
                        chosen.with(Optional.empty()).href(0),
                        open(counts),
                        chosen.status().isEmpty()));
        counts.forEach(
                (status, count) ->
                        choices.add(
                                new ActionsView.Choice(
                                        Wording.words(status),
                                        chosen.with(Optional.of(status)).href(0),
                                        count,
                                        chosen.status().equals(Optional.of(status)))));
        return choices;
    }

    private ActionsView.Row row(Write write, Instant now) {
        return new ActionsView.Row(
                Wording.words(write.kind()),
                write.system(),
                href(write.key()),
                write.engagementName(),
                EngagementList.href(write.engagement()),
                Wording.words(write.status()),
                tone(write.status()),
                write.attempts(),
                write.atStake().map(Wording::amount).orElse("–"),
                next(write, now),
                write.sentence().map(GroupedAmounts::in).orElse(""));
    }

    private String next(Write write, Instant now) {
        if (!write.waitsFor().isEmpty()) {
            return "after " + Counted.of(write.waitsFor().size(), "other");
        }
        Optional<Instant> worked = maintained(write.system(), now);
        if (worked.isPresent() && write.status().equals("planned")) {
            return "after maintenance, " + Wording.moment(worked.get());
        }
        boolean goesOn = write.status().equals("planned") || write.status().equals("sent");
        return goesOn
                ? write.next().filter(now::isBefore).map(Wording::moment).orElse("at once")
                : "–";
    }

    private Optional<Instant> maintained(String system, Instant now) {
        return release.get().systems().stream()
                .filter(each -> each.name().equals(system))
                .findFirst()
                .flatMap(each -> MaintenanceText.of(each).until(now));
    }

    private ActionView view(Write write) {
        List<ActionView.Fact> facts = new ArrayList<>();
        facts.add(new ActionView.Fact("System", write.system()));
        facts.add(new ActionView.Fact("Searched there by", write.naturalKey()));
        write.externalId().ifPresent(id -> facts.add(new ActionView.Fact("Held there as", id)));
        write.atStake()
                .ifPresent(
                        money -> facts.add(new ActionView.Fact("At stake", Wording.amount(money))));
        write.due().ifPresent(at -> facts.add(new ActionView.Fact("Due", Wording.moment(at))));
        facts.add(new ActionView.Fact("Attempts", Integer.toString(write.attempts())));
        facts.add(new ActionView.Fact("Goes on", next(write, clock.instant())));
        write.trace().ifPresent(trace -> facts.add(new ActionView.Fact("Trace", trace.toString())));
        write.code().ifPresent(code -> facts.add(new ActionView.Fact("Refused as", code)));
        write.sentence()
                .map(GroupedAmounts::in)
                .ifPresent(said -> facts.add(new ActionView.Fact("Said last", said)));
        return new ActionView(
                page(Wording.words(write.kind())),
                Wording.words(write.kind()),
                write.key(),
                Wording.words(write.status()),
                tone(write.status()),
                write.engagementName(),
                EngagementList.href(write.engagement()),
                facts,
                write.waitsFor().stream()
                        .map(key -> new ActionView.Needed(key, href(key)))
                        .toList(),
                writes.attempts(write).stream().map(ActionPages::tried).toList(),
                json.readTree(writes.body(write)).toPrettyString(),
                advice(write),
                choices(write));
    }

    /** What may be decided about it now: each is looked at before it is decided. */
    private static List<ActionView.Choice> choices(Write write) {
        String decisions = EngagementList.href(write.engagement()) + "/decisions";
        return switch (write.status()) {
            case "planned" -> List.of(cancel("Do not send it …", decisions, write));
            case "rejected" ->
                    List.of(
                            again(decisions, write),
                            cancel("Give it up …", decisions, write),
                            new ActionView.Choice("Decide", decisions));
            case "cancelled" -> List.of(again(decisions, write));
            case "ambiguous" -> List.of(new ActionView.Choice("Decide", decisions));
            default -> List.of();
        };
    }

    private static ActionView.Choice cancel(String text, String decisions, Write write) {
        return new ActionView.Choice(text, previewed(decisions, "cancel", write));
    }

    private static ActionView.Choice again(String decisions, Write write) {
        return new ActionView.Choice("Ask for it again …", previewed(decisions, "retry", write));
    }

    private static String previewed(String decisions, String decision, Write write) {
        String key = URLEncoder.encode(write.key(), StandardCharsets.UTF_8);
        return "%s/preview?decision=%s&action=%s".formatted(decisions, decision, key);
    }

    private static ActionView.Tried tried(Write.Attempt attempt) {
        boolean doubt = attempt.ended().equals("in-doubt");
        return new ActionView.Tried(
                attempt.number(),
                Wording.moment(attempt.at()),
                doubt ? "in doubt: searched for" : "not done: sent again",
                doubt ? "warn" : "",
                GroupedAmounts.in(attempt.sentence()));
    }

    private static String advice(Write write) {
        return switch (write.status()) {
            case "planned" ->
                    write.waitsFor().isEmpty()
                            ? "It is sent by itself; nothing is to be done."
                            : "It is sent by itself once what it waits for is confirmed.";
            case "sent" ->
                    "Its answer is awaited or searched for by itself; nothing is to be done.";
            case "ambiguous" ->
                    "Nobody knows whether it arrived. Look in "
                            + write.system()
                            + " for the reference below, then decide what became of it.";
            case "rejected" ->
                    write.system()
                            + " refused it. Mend the cause, then ask for it again; or give it up.";
            case "held" -> "Somebody cancelled it just now: it is not sent.";
            case "cancelled" ->
                    "Somebody cancelled it. It is wanted still, and sent when somebody asks for it"
                            + " again.";
            case "withdrawn" -> "It is not wanted any more, and was not sent.";
            default -> write.system() + " holds it.";
        };
    }

    private static String tone(String status) {
        return switch (status) {
            case "confirmed" -> "good";
            case "ambiguous", "held", "cancelled" -> "warn";
            case "rejected" -> "bad";
            default -> "";
        };
    }

    private static String href(String key) {
        return HERE + "/one?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private Page page(String title) {
        return new Page(title, release.get().name(), HERE);
    }
}
