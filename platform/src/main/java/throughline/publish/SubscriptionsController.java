package throughline.publish;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import throughline.connectors.EventMode;
import throughline.people.Sentence;

/** Who hears of business milestones by webhook: adding, changing, looking, ending. */
@RestController
@RequestMapping("/api/v1/subscriptions")
public final class SubscriptionsController {

    private final SubscriptionStore subscriptions;
    private final PublicationStore publications;

    /** Subscriptions of a database, to what it publishes. */
    public SubscriptionsController(SubscriptionStore subscriptions, PublicationStore publications) {
        this.subscriptions = subscriptions;
        this.publications = publications;
    }

    /**
     * What is asked for.
     *
     * @param secrets references, the newest first
     * @param types all when none are named
     * @param mode {@code binary}, or structured when it is not named
     * @param from {@code start} to hear everything ever published; otherwise what comes
     */
    public record Wish(
            @Nullable String url,
            @Nullable List<String> secrets,
            @Nullable List<String> types,
            @Nullable String mode,
            @Nullable String from) {}

    /** All of them, and how they fare. */
    @GetMapping
    public List<SubscriptionStore.Standing> all() {
        return subscriptions.all();
    }

    /** Adds a subscription or changes one; a disabled one goes on where it stopped. */
    @PutMapping(path = "/{id}", consumes = "application/json")
    public Subscription put(@PathVariable String id, @RequestBody Wish wish) {
        Subscription subscription =
                new Subscription(
                        id,
                        URI.create(Optional.ofNullable(wish.url()).orElse("")),
                        Optional.ofNullable(wish.secrets()).orElse(List.of()),
                        Optional.ofNullable(wish.types()).orElse(Milestones.TYPES),
                        EventMode.of(Optional.ofNullable(wish.mode()).orElse("structured")));
        subscriptions.subscribe(
                subscription, "start".equals(wish.from()) ? Position.START : publications.end());
        return subscription;
    }

    /** Ends one. */
    @DeleteMapping("/{id}")
    public ResponseEntity<Void> delete(@PathVariable String id) {
        if (!subscriptions.unsubscribe(id)) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "There is no subscription of that id. Check its name; the list shows which"
                            + " there are.");
        }
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<ProblemDetail> refused(IllegalArgumentException why) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST,
                        Sentence.readable(String.valueOf(why.getMessage())));
        problem.setType(URI.create("urn:throughline:problem:subscription-faulty"));
        problem.setTitle("subscription faulty");
        problem.setProperty("code", "subscription-faulty");
        return ResponseEntity.badRequest().body(problem);
    }
}
