package throughline.engagement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.Stage;
import throughline.policy.ContentHash;
import throughline.terms.Terms;

/** Notices that a booked deal says something else now. */
final class ChangedTerms {

    private static final String CODE = "terms-changed-after-booking";

    private ChangedTerms() {}

    /** What a newer version of the deal means for the terms. Amendments are further records. */
    sealed interface Modification {
        /** The content is the one that was booked. */
        record Unchanged() implements Modification {}

        /** Other content, which nobody has turned into an amendment yet. */
        record Unexplained(String contentHash) implements Modification {}
    }

    static List<Event> derive(Turn turn, Occasion occasion) {
        Optional<Deal> won =
                turn.state().agreement().deal().filter(deal -> deal.stage() == Stage.WON);
        Optional<Terms> terms = turn.state().terms();
        if (won.isEmpty() || terms.isEmpty()) {
            return List.of();
        }
        return switch (modification(won.get(), terms.get())) {
            case Modification.Unchanged _ ->
                    Exceptions.close(turn, CODE, "the deal says again what was booked");
            case Modification.Unexplained(var hash) ->
                    Exceptions.raise(
                            turn,
                            Exceptions.single(
                                    CODE,
                                    "The deal was changed after it was booked, and the books keep"
                                            + " the booked terms. Restore the deal, or agree an"
                                            + " amendment.",
                                    Map.of("booked", terms.get().contentHash(), "now", hash),
                                    won.get().amount(),
                                    turn.release().ownerOf("gates")));
        };
    }

    private static Modification modification(Deal deal, Terms booked) {
        String hash = ContentHash.of(deal);
        return hash.equals(booked.contentHash())
                ? new Modification.Unchanged()
                : new Modification.Unexplained(hash);
    }
}
