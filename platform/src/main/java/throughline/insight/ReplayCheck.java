package throughline.insight;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import throughline.books.Lead;
import throughline.books.Measures;
import throughline.books.Origin;
import throughline.books.Postings;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Evolve;
import throughline.journal.EventCodec;
import throughline.journal.StateCodec;
import throughline.journal.Turns;
import throughline.wording.Kebab;

/** Replays the journal and holds what stands beside it to what follows from it. */
final class ReplayCheck {

    private static final String EVENTS =
            """
            select engagement, sequence, type, payload, known, coalesce(cause_message, 0), cause
            from event order by engagement, sequence
            """;
    private static final String POSTINGS =
            """
            select engagement, sequence, concat_ws('|', happening, line, currency, minor, effective,
                document, belongs_to) || case when cause = '' then ''
                else '|' || origin || '|' || cause end
            from posting order by engagement, sequence, ordinal
            """;
    private static final String MEASURES =
            """
            select engagement, sequence,
                concat_ws('|', kind, line, trim_scale(hours), effective, person)
            from measure order by engagement, sequence, ordinal
            """;
    private static final String SNAPSHOTS =
            "select engagement, sequence, format, state from snapshot order by engagement";
    private static final int REPORT_EVERY = 1_000;

    private final Connection connection;
    private final LongConsumer progress;
    private final Tally postings =
            new Tally("postings-follow-from-events", "postings = what each event says, re-derived");
    private final Tally measures =
            new Tally("hours-follow-from-events", "hours = what each event says, re-derived");
    private final Tally sequences =
            new Tally("journal-without-gaps", "each engagement's events count 1, 2, 3, ...");
    private final Tally states =
            new Tally("state-is-replay", "a kept state = the fold of the events before it");
    private final Endings endings;
    private final Deadlines deadlines;
    private final Turns turns = new Turns();
    private long events;

    ReplayCheck(Connection connection, LongConsumer progress) throws SQLException {
        this.connection = connection;
        this.progress = progress;
        this.endings = new Endings(connection);
        this.deadlines = new Deadlines(connection);
    }

    private record Row(String engagement, long sequence, String text) {}

    private record Kept(String engagement, long sequence, Engagement state) {}

    private record Told(String engagement, long sequence, Event event, Turns.Turn turn) {}

    List<CheckResult> run() throws SQLException {
        try (Cursor<Told> journal = new Cursor<>(connection, EVENTS, ReplayCheck::told);
                Cursor<Row> posted = new Cursor<>(connection, POSTINGS, ReplayCheck::row);
                Cursor<Row> measured = new Cursor<>(connection, MEASURES, ReplayCheck::row);
                Cursor<Kept> kept = new Cursor<>(connection, SNAPSHOTS, ReplayCheck::kept)) {
            while (journal.head().isPresent()) {
                replay(journal, posted, measured, kept);
            }
            beyond(posted, postings);
            beyond(measured, measures);
            while (kept.head().isPresent()) {
                Kept orphan = kept.head().get();
                states.look(false, () -> orphan.engagement() + " has a state and no events");
                kept.advance();
            }
        }
        List<CheckResult> results = new ArrayList<>();
        List.of(postings, measures, sequences, states)
                .forEach(tally -> results.add(tally.result()));
        results.addAll(endings.results());
        results.addAll(deadlines.results());
        return results;
    }

    private void replay(
            Cursor<Told> journal, Cursor<Row> posted, Cursor<Row> measured, Cursor<Kept> kept)
            throws SQLException {
        String id = journal.head().orElseThrow().engagement();
        Engagement state = Engagement.empty(new EngagementId(id));
        while (journal.head().isPresent() && journal.head().get().engagement().equals(id)) {
            Told told = journal.head().get();
            state = Evolve.apply(state, told.event());
            long expected = state.sequence();
            sequences.look(
                    told.sequence() == expected,
                    () -> id + " has " + told.sequence() + " where " + expected + " comes");
            follows(told, posted(told), posted, postings);
            follows(told, List.of(hours(told.event())), measured, measures);
            if (kept.head().filter(each -> isAt(each, told)).isPresent()) {
                compare(state, kept);
            }
            if (++events % REPORT_EVERY == 0) {
                progress.accept(events);
            }
            journal.advance();
        }
        endings.ended(state);
        deadlines.ended(state);
        turns.ended(id);
    }

    private void compare(Engagement state, Cursor<Kept> kept) throws SQLException {
        Kept snapshot = kept.head().orElseThrow();
        states.look(
                snapshot.state().equals(state),
                () -> snapshot.engagement() + " differs from its events at " + snapshot.sequence());
        kept.advance();
    }

    private static boolean isAt(Kept kept, Told told) {
        return kept.engagement().equals(told.engagement()) && kept.sequence() == told.sequence();
    }

    private static void follows(Told told, List<List<String>> either, Cursor<Row> rows, Tally tally)
            throws SQLException {
        List<String> expected = either.getFirst();
        List<String> stored = new ArrayList<>(expected.size());
        while (rows.head().filter(row -> isAtOrBefore(row, told)).isPresent()) {
            stored.add(rows.head().orElseThrow().text());
            rows.advance();
        }
        if (!expected.isEmpty() || !stored.isEmpty()) {
            tally.look(
                    either.contains(stored),
                    () ->
                            told.engagement()
                                    + " event "
                                    + told.sequence()
                                    + " says "
                                    + expected
                                    + ", the books say "
                                    + stored);
        }
    }

    private static boolean isAtOrBefore(Row row, Told told) {
        int order = row.engagement().compareTo(told.engagement());
        return order < 0 || order == 0 && row.sequence() <= told.sequence();
    }

    private static void beyond(Cursor<Row> rows, Tally tally) throws SQLException {
        while (rows.head().isPresent()) {
            Row row = rows.head().get();
            tally.look(false, () -> row + " follows from no event");
            rows.advance();
        }
    }

    /** With the cause, or without it where it was posted before causes were kept. */
    private List<List<String>> posted(Told told) {
        Event event = told.event();
        Lead lead = turns.next(told.engagement(), told.turn(), event);
        List<String> bare = texts(Postings.of(event));
        String cause = "|" + lead.origin(event).map(Origin::text).orElse("") + "|";
        String why = lead.cause(event).text();
        return List.of(bare.stream().map(text -> text + cause + why).toList(), bare);
    }

    private static List<String> texts(List<throughline.books.Posting> postings) {
        return postings.stream()
                .map(
                        each ->
                                String.join(
                                        "|",
                                        Kebab.of(each.happening()),
                                        each.line(),
                                        each.amount().currency().getCode(),
                                        Long.toString(each.amount().minor()),
                                        each.effective().toString(),
                                        each.document(),
                                        each.belongsTo()))
                .toList();
    }

    private static List<String> hours(Event event) {
        return Measures.of(event).stream()
                .map(
                        each ->
                                String.join(
                                        "|",
                                        Kebab.of(each.kind()),
                                        each.line(),
                                        each.hours().stripTrailingZeros().toPlainString(),
                                        each.effective().toString(),
                                        each.person()))
                .toList();
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getString(1),
                row.getLong(2),
                EventCodec.read(row.getString(3), row.getBytes(4)),
                new Turns.Turn(row.getTimestamp(5).toInstant(), row.getLong(6), row.getString(7)));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString(1), row.getLong(2), row.getString(3));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getString(1), row.getLong(2), StateCodec.state(row.getBytes(4)));
    }
}
