package throughline.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import throughline.books.Lead;
import throughline.books.Measure;
import throughline.books.Measures;
import throughline.books.Origin;
import throughline.books.Posting;
import throughline.books.Postings;
import throughline.books.RestatementCause;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;

/** A batch's events with the postings and measures that follow from each. */
final class EventRows {

    private final CopyRows events =
            new CopyRows(
                    "event",
                    "engagement",
                    "sequence",
                    "type",
                    "release",
                    "known",
                    "cause_message",
                    "cause",
                    "payload");
    private final CopyRows postings =
            new CopyRows(
                    "posting",
                    "engagement",
                    "sequence",
                    "ordinal",
                    "happening",
                    "line",
                    "currency",
                    "minor",
                    "effective",
                    "document",
                    "known",
                    "belongs_to",
                    "origin",
                    "cause");
    private final CopyRows measures =
            new CopyRows(
                    "measure",
                    "engagement",
                    "sequence",
                    "ordinal",
                    "kind",
                    "line",
                    "hours",
                    "effective",
                    "person",
                    "known");
    private final Turns turns = new Turns();
    private final String release;

    EventRows(String release) {
        this.release = release;
    }

    void add(EngagementId engagement, long sequence, Event event, Turns.Turn reason) {
        events.row()
                .text(engagement.value())
                .int8(sequence)
                .text(EventCodec.type(event))
                .text(release)
                .instant(reason.known());
        if (reason.message() == 0) {
            events.none().text(reason.cause());
        } else {
            events.int8(reason.message()).text(reason.cause());
        }
        events.bytes(EventCodec.payload(event));
        Lead lead = turns.next(engagement.value(), reason, event);
        List<Posting> all = Postings.of(event);
        if (!all.isEmpty()) {
            String origin = lead.origin(event).map(Origin::text).orElse("");
            post(new Place(engagement, sequence, reason.known()), all, origin, lead.cause(event));
        }
        measure(engagement, sequence, reason.known(), Measures.of(event));
    }

    private void post(Place at, List<Posting> all, String origin, RestatementCause cause) {
        int ordinal = 0;
        for (Posting posting : all) {
            postings.row()
                    .text(at.engagement().value())
                    .int8(at.sequence())
                    .int2(ordinal++)
                    .text(Scalars.hyphens(posting.happening()))
                    .text(posting.line())
                    .text(posting.amount().currency().getCode())
                    .int8(posting.amount().minor())
                    .date(posting.effective())
                    .text(posting.document())
                    .instant(at.known())
                    .text(posting.belongsTo())
                    .text(origin)
                    .text(cause.text());
        }
    }

    private void measure(EngagementId engagement, long sequence, Instant known, List<Measure> all) {
        int ordinal = 0;
        for (Measure measure : all) {
            measures.row()
                    .text(engagement.value())
                    .int8(sequence)
                    .int2(ordinal++)
                    .text(Scalars.hyphens(measure.kind()))
                    .text(measure.line())
                    .numeric(measure.hours())
                    .date(measure.effective())
                    .text(measure.person())
                    .instant(known);
        }
    }

    int size() {
        return events.size();
    }

    void send(Connection connection) throws SQLException {
        events.send(connection);
        postings.send(connection);
        measures.send(connection);
    }

    private record Place(EngagementId engagement, long sequence, Instant known) {}
}
