package throughline.releases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A release is made against what is in force. When something else came into force meanwhile, it
 * would take that back unseen: this finds what it would take back, and carries what it changes over
 * to what is in force by now.
 */
public final class Rebase {

    private static final int TOLD = 5;

    private final ReleaseStore store;

    /** Over what a database keeps. */
    public Rebase(DataSource database) {
        this.store = new ReleaseStore(database);
    }

    /**
     * What came into force since a release was made and would be gone with it, in words.
     *
     * @param base what everybody but units that go first decides under
     */
    public List<String> takenBack(KeptRelease release, String base) {
        Optional<String> parent = release.parent().filter(each -> !each.equals(base));
        if (parent.isEmpty() || release.staging().isPresent()) {
            return List.of();
        }
        Optional<Changes.Side> was = side(parent.get());
        Optional<Changes.Side> now = side(base);
        Optional<Changes.Side> next = side(release.id());
        if (was.isEmpty() || now.isEmpty() || next.isEmpty()) {
            return List.of();
        }
        Set<Touched> meant = new HashSet<>();
        Changes.between(was.get(), next.get(), List.of()).forEach(c -> meant.add(Touched.by(c)));
        Set<Touched> came = new HashSet<>();
        Changes.between(was.get(), now.get(), List.of()).forEach(c -> came.add(Touched.by(c)));
        List<String> lost = new ArrayList<>();
        for (Change change : Changes.between(now.get(), next.get(), List.of())) {
            Touched touched = Touched.by(change);
            if (came.contains(touched) && !meant.contains(touched)) {
                lost.add(change.part() + ": " + change.what());
            }
        }
        return lost;
    }

    /** The same row, field or word of a file, wherever it stands. */
    private record Touched(String part, String what) {
        static Touched by(Change change) {
            return switch (change.passage()) {
                case Passage.Row row -> new Touched(change.part(), row.asks());
                case Passage.Field field -> new Touched(change.part(), field.field());
                case Passage.Whole _ -> new Touched(change.part(), word(change.what()));
            };
        }

        /** Of "limits.rate: 3, not 2", or of "limits.rate is gone; it was 2", what it is about. */
        private static String word(String what) {
            return what.replaceFirst("(: | is new: | is gone; ).*", "");
        }
    }

    private Optional<Changes.Side> side(String id) {
        return Releases.read(store.files(id)) instanceof ReadResult.Released made
                ? Optional.of(new Changes.Side(made.release(), made.files()))
                : Optional.empty();
    }

    /**
     * Refuses to put a release in force that would take back what came since it was made.
     *
     * @throws RefusedReleaseException with what it would take back, and what would work
     */
    public void check(KeptRelease release, String base) {
        List<String> lost = takenBack(release, base);
        if (!lost.isEmpty()) {
            int more = lost.size() - TOLD;
            throw new RefusedReleaseException(
                    "stale-release",
                    ("Cannot put release %s in force: it was made against release %s, and would"
                         + " take back what came into force since: %s%s. Re-base it on what is in"
                         + " force (throughline releases rebase %s), then rehearse that.")
                            .formatted(
                                    release.id(),
                                    release.parent().orElse("none"),
                                    String.join("; ", lost.subList(0, Math.min(TOLD, lost.size()))),
                                    more > 0 ? "; and %d more".formatted(more) : "",
                                    release.id()));
        }
    }

    /**
     * A draft with what a release changes, made against what is in force.
     *
     * @throws RefusedReleaseException when both changed the same, when it is based on that already,
     *     or the result is not sound
     */
    public KeptRelease rebased(KeptRelease release, Signature by, Instant now) {
        String base = inForce();
        String parent =
                release.parent()
                        .filter(each -> !each.equals(base) && release.staging().isEmpty())
                        .orElseThrow(
                                () ->
                                        new RefusedReleaseException(
                                                "not-stale",
                                                ("Cannot re-base release %s: it was made against"
                                                     + " what is in force. Rehearse and apply it as"
                                                     + " it is.")
                                                        .formatted(release.id())));
        LandscapeFiles merged =
                new Merging(store.files(parent), store.files(release.id()), store.files(base))
                        .merged(release.id());
        return switch (Releases.read(merged)) {
            case ReadResult.Released made ->
                    store.draft(
                            made,
                            by,
                            "%s (%s, re-based)".formatted(release.reason(), release.id()),
                            now);
            case ReadResult.Faulty faulty ->
                    throw new RefusedReleaseException(
                            "unsound-landscape",
                            ("Cannot re-base release %s: together with what is in force it is"
                                            + " not sound: %s")
                                    .formatted(release.id(), faulty.sentences()));
        };
    }

    private String inForce() {
        String id =
                store.inForce()
                        .map(Activation::release)
                        .orElseThrow(
                                () ->
                                        new RefusedReleaseException(
                                                "nothing-in-force",
                                                "Cannot re-base: nothing is in force yet. Serve,"
                                                        + " or load history first."));
        Optional<KeptRelease> staged =
                store.find(id).filter(release -> release.staging().isPresent());
        if (staged.isPresent()) {
            throw new RefusedReleaseException(
                    "units-under-way",
                    ("Cannot re-base: units go first under release %s. Apply that to all or"
                                    + " take it back, then try again.")
                            .formatted(staged.get().staging().orElseThrow().to()));
        }
        return id;
    }
}
