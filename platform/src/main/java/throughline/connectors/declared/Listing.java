package throughline.connectors.declared;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Page;
import throughline.connectors.Reply;
import throughline.connectors.Watermark;

/** Reads the records of one type that changed, one page at a time. */
final class Listing {

    private final Pages pages;
    private final ReadPlan plan;
    private final Duration overlap;
    private final InstantSource clock;
    private final Map<String, List<@Nullable Object>> parentsByRun = new ConcurrentHashMap<>();

    /**
     * A listing.
     *
     * @param overlap how much of the past each run reads again
     * @param clock for systems that do not tell the time themselves
     */
    Listing(Pages pages, ReadPlan plan, Duration overlap, InstantSource clock) {
        this.pages = pages;
        this.plan = plan;
        this.overlap = overlap;
        this.clock = clock;
    }

    Page read(Watermark after) {
        Position position = Position.parse(after);
        boolean lost = plan.parents().isPresent() && !parentsByRun.containsKey(position.run());
        if (position.isBetweenRuns() || lost) {
            return fresh(position);
        }
        try {
            return page(position);
        } catch (ConnectorException refused) {
            if (refused.kind() != Kind.REFUSED || position.place().pages() == 0) {
                throw refused;
            }
            // The place in the list is forgotten there: begin again where this run began.
            return fresh(position);
        }
    }

    private Page fresh(Position position) {
        parentsByRun.remove(position.run());
        String run = UUID.randomUUID().toString();
        Position start = position.start(run, from(position.began()));
        if (plan.parents().isEmpty()) {
            return page(start);
        }
        List<@Nullable Object> parents = parents(plan.parents().get());
        if (parents.isEmpty()) {
            return new Page(List.of(), start.ended().watermark(), false);
        }
        parentsByRun.put(run, parents);
        return page(start);
    }

    private Instant from(Instant newest) {
        return newest.equals(Instant.EPOCH)
                ? newest
                : pages.system().encoding().beginning(newest.minus(overlap));
    }

    private List<@Nullable Object> parents(ReadPlan.Parents of) {
        Given given =
                Given.NOTHING.with("values", pages.system().values()).with("after", Instant.EPOCH);
        if (of.call().isEmpty()) {
            try {
                return new ArrayList<>(Lists.of(of.items().value(given), of.items().what()));
            } catch (NoValueException none) {
                throw new ConnectorException(
                        new ConnectorException.Call(pages.name(), "read " + plan.type(), "poll"),
                        Kind.REFUSED,
                        "not-expressible",
                        none.sentence());
            }
        }
        String what = of.variable() + " of " + plan.type();
        return pages.all(
                Pages.Source.polled(what, of.call().get(), of.items(), of.paging()), given);
    }

    private Page page(Position position) {
        Given given =
                Given.NOTHING
                        .with("values", pages.system().values())
                        .with("after", position.after());
        if (plan.parents().isPresent()) {
            List<@Nullable Object> parents = parentsByRun.getOrDefault(position.run(), List.of());
            given = given.with(plan.parents().get().variable(), parents.get(position.parent()));
        }
        Pages.Fetched fetched =
                pages.fetch(
                        Pages.Source.polled(plan.type(), plan.call(), plan.items(), plan.paging()),
                        given,
                        position.place());
        List<Page.Raw> records = new ArrayList<>();
        Position seen = position.limited(now(fetched.reply()));
        Optional<Instant> last = Optional.empty();
        for (Object item : fetched.items()) {
            Given of = given.with("item", item);
            Optional<Instant> change = plan.changed().flatMap(term -> change(term, of));
            last = change.or(() -> Optional.empty());
            if (change.isPresent()) {
                seen = seen.seen(change.get());
            }
            if (plan.when().isEmpty() || taken(plan.when().get(), of)) {
                records.add(raw(item, of));
            }
        }
        Position next = next(seen, fetched, last);
        if (next.isBetweenRuns()) {
            parentsByRun.remove(position.run());
        }
        return new Page(records, next.watermark(), !next.isBetweenRuns());
    }

    private Position next(Position seen, Pages.Fetched fetched, Optional<Instant> last) {
        if (fetched.next().isPresent()) {
            Optional<Instant> from = last.map(pages.system().encoding()::beginning);
            boolean anchors = plan.sorted() && from.isPresent() && later(from.get(), seen.after());
            return anchors ? seen.from(from.get()) : seen.at(fetched.next().get());
        }
        int parents =
                plan.parents().isPresent()
                        ? parentsByRun.getOrDefault(seen.run(), List.of()).size()
                        : 1;
        return seen.parent() + 1 < parents ? seen.nextParent(from(seen.began())) : seen.ended();
    }

    /** Whether the system can tell the two apart as we write them. */
    private boolean later(Instant change, Instant after) {
        Encoding encoding = pages.system().encoding();
        return change.isAfter(after)
                && (encoding.tagged() || !encoding.text(change).equals(encoding.text(after)));
    }

    private Page.Raw raw(@Nullable Object item, Given of) {
        String changed = text(plan.changed(), of);
        String version = plan.version().isPresent() ? text(plan.version(), of) : changed;
        Map<String, Object> none = new HashMap<>();
        return new Page.Raw(
                plan.type(),
                text(Optional.of(plan.id()), of),
                version,
                Json.write(item == null ? none : item));
    }

    /** What cannot be told is left to intake, which keeps the record and says what is wrong. */
    private static String text(Optional<Term> term, Given given) {
        try {
            return term.flatMap(found -> found.text(given)).orElse("");
        } catch (NoValueException none) {
            return "";
        }
    }

    private Optional<Instant> change(Term term, Given given) {
        try {
            return Optional.ofNullable(term.value(given))
                    .flatMap(pages.system().encoding()::instant);
        } catch (NoValueException none) {
            return Optional.empty();
        }
    }

    /** A condition that cannot be told leaves nothing out. */
    private static boolean taken(Term when, Given given) {
        try {
            return Boolean.TRUE.equals(when.value(given));
        } catch (NoValueException unknown) {
            return true;
        }
    }

    private Instant now(Reply reply) {
        return reply.headers()
                .firstValue("Date")
                .flatMap(Listing::parsed)
                .orElseGet(clock::instant);
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
