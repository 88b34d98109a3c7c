package throughline.connectors.declared;

import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Reply;
import throughline.connectors.Request;
import throughline.connectors.VendorHttp;
import throughline.wording.Counted;

/** Fetches lists page by page, and notices lists that never end. */
record Pages(HttpSystem system, VendorHttp http, String name) {

    private static final int MOST_PAGES = 100_000;
    private static final Pattern NEXT =
            Pattern.compile("<([^>]*)>[^,]*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);

    /**
     * A list.
     *
     * @param operation what is asked, in words
     */
    record Source(
            String operation, String correlationId, CallPlan call, Term items, Paging paging) {

        /** One that is polled. */
        static Source polled(String what, CallPlan call, Term items, Paging paging) {
            return new Source("read " + what, "poll-" + what, call, items, paging);
        }
    }

    /**
     * A page.
     *
     * @param next where to go on; empty at the end
     */
    record Fetched(List<?> items, Reply reply, Given answered, Optional<Place> next) {}

    /**
     * The page at a place.
     *
     * @throws ConnectorException when there is none
     */
    Fetched fetch(Source source, Given given, Place place) {
        Request request = request(source, given, place);
        ConnectorException.Call call = request.call(name);
        Reply reply = http.exchange(request, system.rules());
        Given answered = system.rules().given(withPage(source, given, place), reply);
        List<?> items = items(source, answered, call);
        String fingerprint = Integer.toHexString(items.hashCode());
        if (!items.isEmpty() && fingerprint.equals(place.mark()) || place.pages() > MOST_PAGES) {
            throw circle(call, place);
        }
        Optional<Place> next =
                new Turn(http.base(), source.paging(), place, items.size(), fingerprint)
                        .next(call, reply, answered, request);
        return new Fetched(items, reply, answered, next);
    }

    private static ConnectorException circle(ConnectorException.Call call, Place place) {
        return unreadable(
                call,
                "after %s it gives the same again; correct paging in its file"
                        .formatted(Counted.of(place.pages(), "page")));
    }

    private Request request(Source source, Given given, Place place) {
        String operation = source.operation();
        String correlationId = source.correlationId();
        try {
            Request request =
                    source.call()
                            .request(
                                    operation,
                                    withPage(source, given, place),
                                    system.encoding(),
                                    correlationId);
            boolean follows = source.paging() instanceof Paging.ByLink && !place.cursor().isEmpty();
            return follows
                    ? new Request(
                            operation,
                            request.method(),
                            place.cursor(),
                            request.body(),
                            request.headers(),
                            correlationId)
                    : request;
        } catch (NoValueException none) {
            throw new ConnectorException(
                    new ConnectorException.Call(name, operation, correlationId),
                    Kind.REFUSED,
                    "not-expressible",
                    none.sentence());
        }
    }

    private static Given withPage(Source source, Given given, Place place) {
        Map<String, Object> page = new HashMap<>();
        int first = source.paging() instanceof Paging.ByNumber number ? number.first() : 0;
        page.put("number", (long) first + place.pages());
        page.put("offset", (long) place.offset());
        page.put("size", (long) source.paging().size());
        if (!place.cursor().isEmpty()) {
            page.put("cursor", place.cursor());
        }
        return given.with("page", page);
    }

    private static List<?> items(Source source, Given answered, ConnectorException.Call call) {
        try {
            Object items = source.items().value(answered);
            if (items != null) {
                return Lists.of(items, source.items().what());
            }
        } catch (NoValueException none) {
            throw unreadable(call, none.sentence());
        }
        throw unreadable(call, "its answer has no list at " + source.items().expression().text());
    }

    private static ConnectorException unreadable(ConnectorException.Call call, String why) {
        return new ConnectorException(call, Kind.UNREADABLE, "no-page", why);
    }

    /** The turn of a page: what was read, and how one gets to what comes after. */
    private record Turn(URI base, Paging paging, Place place, int rows, String fingerprint) {

        Optional<Place> next(
                ConnectorException.Call call, Reply reply, Given answered, Request request) {
            return switch (paging) {
                case Paging.Whole _ -> Optional.empty();
                case Paging.ByOffset offset -> byOffset(offset, call, answered);
                case Paging.ByNumber number ->
                        number.more()
                                        .map(more -> more.holds(answered))
                                        .orElse(rows >= number.size())
                                ? further("")
                                : Optional.empty();
                case Paging.ByCursor cursor -> marked(call, text(cursor.next(), answered));
                case Paging.ByLink link ->
                        marked(
                                call,
                                link.next()
                                        .map(term -> text(term, answered))
                                        .orElseGet(() -> header(reply))
                                        .map(next -> absolute(call, request, next)));
            };
        }

        private Optional<Place> byOffset(
                Paging.ByOffset offset, ConnectorException.Call call, Given answered) {
            Optional<Integer> total =
                    offset.total()
                            .flatMap(term -> text(term, answered))
                            .map(text -> new BigDecimal(text).intValue());
            if (total.isEmpty()) {
                return rows >= offset.size() ? further("") : Optional.empty();
            }
            boolean there = place.offset() + rows >= total.get();
            if (!there && rows == 0) {
                throw unreadable(
                        call,
                        "it promises %s and gives only %d"
                                .formatted(Counted.of(total.get(), "record"), place.offset()));
            }
            return there ? Optional.empty() : further("");
        }

        private Optional<Place> further(String next) {
            return Optional.of(place.further(rows, next, fingerprint));
        }

        private Optional<Place> marked(ConnectorException.Call call, Optional<String> next) {
            if (next.isPresent() && next.get().equals(place.cursor())) {
                throw circle(call, place);
            }
            return next.flatMap(this::further);
        }

        private static Optional<String> text(Term term, Given answered) {
            try {
                return term.text(answered);
            } catch (NoValueException none) {
                return Optional.empty();
            }
        }

        private static Optional<String> header(Reply reply) {
            return reply.headers().allValues("Link").stream()
                    .map(NEXT::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst();
        }

        /** As a browser would: from where the page itself was. */
        private String absolute(ConnectorException.Call call, Request request, String next) {
            try {
                URI page =
                        URI.create(
                                request.path().startsWith("http")
                                        ? request.path()
                                        : base + request.path());
                return page.resolve(next.strip().replace(" ", "%20")).toString();
            } catch (IllegalArgumentException noAddress) {
                throw unreadable(call, "its next page is at no address: " + next.split("[?]")[0]);
            }
        }
    }

    /** Everything of a list. */
    List<@Nullable Object> all(Source source, Given given) {
        List<@Nullable Object> all = new java.util.ArrayList<>();
        Optional<Place> place = Optional.of(Place.START);
        while (place.isPresent()) {
            Fetched fetched = fetch(source, given, place.get());
            all.addAll(fetched.items());
            place = fetched.next();
        }
        return all;
    }
}
