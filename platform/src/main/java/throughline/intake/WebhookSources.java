package throughline.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/**
 * The notifications that a release knows, by system: read once, since each notification asks.
 *
 * @param release the hash of the release
 * @param bySystem every system of the release, with how its notifications look if it sends any
 */
record WebhookSources(String release, Map<String, Optional<WebhookSource>> bySystem) {

    /** Those of no release. */
    static final WebhookSources NONE = new WebhookSources("", Map.of());

    static WebhookSources of(Release release) {
        Map<String, Optional<WebhookSource>> bySystem = new LinkedHashMap<>();
        for (SystemDeclaration system : release.systems()) {
            bySystem.put(system.name(), WebhookSource.of(system));
        }
        return new WebhookSources(release.id(), bySystem);
    }

    WebhookSource find(String system) throws RefusedException {
        Optional<WebhookSource> declared = bySystem.get(system);
        if (declared == null) {
            throw new RefusedException(
                    ErrorCode.UNKNOWN_SYSTEM,
                    "Cannot take in from \"%s\": the landscape has no such system. Known are %s."
                            .formatted(system, String.join(", ", bySystem.keySet())));
        }
        if (declared.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.NO_WEBHOOK,
                    ("Cannot take in from %s: its file in the landscape declares no source "
                                    + "of kind webhook. Add one.")
                            .formatted(system));
        }
        return declared.get();
    }
}
