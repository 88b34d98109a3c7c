package throughline.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.books.Measure;
import throughline.books.Measures;
import throughline.books.Posting;
import throughline.books.Postings;
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
                    "belongs_to");
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
    private final String release;

    EventRows(String release) {
        this.release = release;
    }

    void add(EngagementId engagement, long sequence, Event event, Reason reason) {
        events.row()
                .text(engagement.value())
                .int8(sequence)
                .text(EventCodec.type(event))
                .text(release)
                .instant(reason.known());
        if (reason.message() == 0) {
            events.none().text(reason.cause());
        } else {
            events.int8(reason.message()).none();
        }
        events.bytes(EventCodec.payload(event));
        post(engagement, sequence, reason.known(), Postings.of(event));
        measure(engagement, sequence, reason.known(), Measures.of(event));
    }

    private void post(EngagementId engagement, long sequence, Instant known, List<Posting> all) {
        int ordinal = 0;
        for (Posting posting : all) {
            postings.row()
                    .text(engagement.value())
                    .int8(sequence)
                    .int2(ordinal++)
                    .text(Scalars.hyphens(posting.happening()))
                    .text(posting.line())
                    .text(posting.amount().currency().getCode())
                    .int8(posting.amount().minor())
                    .date(posting.effective())
                    .text(posting.document())
                    .instant(known)
                    .text(posting.belongsTo());
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

    /**
     * Why and when an event came to be.
     *
     * @param message the raw message, 0 when there is none
     * @param cause otherwise: a decision, the clock, an action
     */
    record Reason(Instant known, long message, @Nullable String cause) {}
}
