package throughline.publish;

import java.net.URI;
import java.util.List;
import throughline.connectors.EventMode;

/**
 * Somebody who wants to hear of milestones by webhook.
 *
 * @param id chosen by whoever subscribes; the same id again changes the subscription
 * @param secrets references to the secrets that sign, the newest first
 * @param types which milestones; a subset of {@link Milestones#TYPES}
 * @param mode how events are laid out
 */
public record Subscription(
        String id, URI url, List<String> secrets, List<String> types, EventMode mode) {

    /** One who hears events as whole documents. */
    public Subscription(String id, URI url, List<String> secrets, List<String> types) {
        this(id, url, secrets, types, EventMode.STRUCTURED);
    }

    public Subscription {
        secrets = List.copyOf(secrets);
        types = List.copyOf(types);
        if (secrets.isEmpty() || types.isEmpty() || !Milestones.TYPES.containsAll(types)) {
            throw new IllegalArgumentException(
                    "Cannot subscribe "
                            + id
                            + ": name at least one secret and types out of "
                            + Milestones.TYPES);
        }
        if (secrets.stream()
                .anyMatch(each -> !each.startsWith("env:") && !each.startsWith("file:"))) {
            throw new IllegalArgumentException(
                    "Cannot subscribe "
                            + id
                            + ": a secret is written out. Refer to it as env:NAME or file:PATH.");
        }
        String scheme = String.valueOf(url.getScheme());
        if (!(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "Cannot subscribe " + id + ": " + url + " is no web address");
        }
    }
}
