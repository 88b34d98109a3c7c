package throughline.releases;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.landscape.Publication;
import throughline.landscape.Release;
import throughline.schema.Difference;
import throughline.schema.Difference.Compatibility;
import throughline.schema.Differences;
import throughline.schema.Fingerprint;

/**
 * What a release publishes otherwise than another one, and whether its readers were told in time.
 *
 * @param before the fingerprint of what was published
 * @param after the fingerprint of what will be
 */
public record PublishedChange(String before, String after, List<Told> differences) {

    public PublishedChange {
        differences = List.copyOf(differences);
    }

    /**
     * One difference.
     *
     * @param why it may be, or may not be with what would work
     */
    public record Told(Difference difference, boolean allowed, String why) {}

    /**
     * Between a release that readers go by and the next one.
     *
     * @param today a field may be gone when its sunset is not after this day
     */
    public static PublishedChange between(Release old, Release next, LocalDate today) {
        return new PublishedChange(
                Fingerprint.of(old.schemas()),
                Fingerprint.of(next.schemas()),
                Differences.between(old.schemas(), next.schemas()).stream()
                        .map(each -> told(each, old.publication(), next.publication(), today))
                        .toList());
    }

    private static Told told(
            Difference difference, Publication old, Publication next, LocalDate today) {
        if (difference.readsNew()) {
            return new Told(difference, true, "readers go on as they are");
        }
        Optional<Publication.Agreed> agreed =
                covering(difference.path()).flatMap(path -> found(next.agreed(), path)).findFirst();
        if (agreed.isPresent()) {
            return new Told(
                    difference,
                    true,
                    "%s answers for it: %s".formatted(agreed.get().by(), agreed.get().why()));
        }
        Optional<Publication.Sunset> sunset =
                covering(difference.path()).flatMap(path -> found(old.sunsets(), path)).findFirst();
        if (sunset.filter(each -> !each.on().isAfter(today)).isPresent()) {
            return new Told(
                    difference,
                    true,
                    "its readers were told that it may be gone from %s on"
                            .formatted(sunset.get().on()));
        }
        return new Told(difference, false, refusal(difference.path(), sunset));
    }

    private static String refusal(String path, Optional<Publication.Sunset> sunset) {
        String agreement =
                "or name who answers for it: agreed: {%s: {by: ..., why: ...}}".formatted(path);
        return sunset.map(
                        each ->
                                "its readers were promised %s until %s. Keep it until then, %s"
                                        .formatted(path, each.on(), agreement))
                .orElse(
                        ("nobody was told. Keep it, and say in schemas.yaml until when: deprecated:"
                                        + " {%s: {sunset: DAY}}; %s")
                                .formatted(path, agreement));
    }

    /** The path, and all that it lies in. */
    private static java.util.stream.Stream<String> covering(String path) {
        return java.util.stream.Stream.iterate(
                path,
                each -> !each.isEmpty(),
                each -> each.contains(".") ? each.substring(0, each.lastIndexOf('.')) : "");
    }

    private static <T> java.util.stream.Stream<T> found(
            java.util.Map<String, T> byPath, String path) {
        return Optional.ofNullable(byPath.get(path)).stream();
    }

    /** What readers can rely on, all in all. */
    public Compatibility compatibility() {
        return Difference.together(differences.stream().map(Told::difference).toList());
    }

    /** What may not be. */
    public List<Told> refused() {
        return differences.stream().filter(each -> !each.allowed()).toList();
    }
}
