package throughline.connectors.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import throughline.connectors.ConnectorException;
import throughline.connectors.Page;
import throughline.connectors.Watermark;

/**
 * Reads what changed since a place: records whose own stamp is newer, and those of which a child
 * is. Only whole seconds that are over are read, since stamps have no parts of a second and a
 * record may change twice in one.
 *
 * <p><b>Threads</b>: for any number of callers.
 */
public final class ChangedRecords {

    private static final Set<String> NOT_THERE_ANY_MORE = Set.of("INVALID_FIELD", "INVALID_TYPE");

    private final Org org;
    private final Function<String, Wish> wishes;

    /**
     * How a type is to be read.
     *
     * @param overlap how much of the past is read again
     * @param batch how many records a page should have
     * @param gone how often it is asked which records are gone for good, so that no query finds
     *     them
     */
    public record Wish(List<Branch> children, Duration overlap, int batch, Duration gone) {
        public Wish {
            children = List.copyOf(children);
        }
    }

    /** Of an organization, as somebody wishes for each object. */
    public ChangedRecords(Org org, Function<String, Wish> wishes) {
        this.org = org;
        this.wishes = wishes;
    }

    /**
     * The next page.
     *
     * @param type as records are to be called
     * @param object as the vendor calls them
     * @throws ConnectorException when it does not answer as it should
     */
    public Page read(String type, String object, Watermark after) {
        return asked(type, object, reading -> reading.read(after));
    }

    /**
     * The records that are named, or of which something that is named is part, as they are now.
     *
     * @param entity what is named, as the vendor calls it: the object itself, or one of its parts
     * @param ids of these, and since when a record is gone that no query finds
     * @throws ConnectorException when it does not answer as it should
     */
    List<Page.Raw> named(
            String type, String object, String entity, Map<String, Optional<Instant>> ids) {
        return asked(type, object, reading -> reading.named(entity, ids));
    }

    /** Whether records of an object are read for what is told of an entity. */
    boolean concerns(String object, String entity) {
        return object.equals(entity)
                || Shape.of(object, wishes.apply(object).children(), org.descriptions())
                        .kin()
                        .stream()
                        .anyMatch(kin -> kin.object().equals(entity));
    }

    private <T> T asked(String type, String object, Function<Reading, T> question) {
        try {
            return question.apply(new Reading(org, type, object, wishes.apply(object)));
        } catch (ConnectorException refused) {
            if (!NOT_THERE_ANY_MORE.contains(refused.code())) {
                throw refused;
            }
            // A field or an object was taken away: ask what there is, and then for that.
            org.descriptions().forget();
            return question.apply(new Reading(org, type, object, wishes.apply(object)));
        }
    }
}
