package throughline.console;

import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import throughline.landscape.Release;
import throughline.people.RefusedToPersonException;

/** What a person is told who asked for what cannot be done: one sentence, as a page. */
// Before what Spring answers by itself, which repeats what was sent.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = ConsoleRefusals.class)
public final class ConsoleRefusals {

    private final Pages pages = new Pages();
    private final Supplier<Release> release;

    /** Refusals under a release's name. */
    public ConsoleRefusals(Supplier<Release> release) {
        this.release = release;
    }

    /** What cannot be done. */
    @ExceptionHandler(RefusedToPersonException.class)
    public ResponseEntity<String> refused(RefusedToPersonException refused) {
        int status =
                switch (refused.kind()) {
                    case FAULTY -> 400;
                    case NOT_ALLOWED -> 403;
                    case NOT_THERE -> 404;
                    case STALE -> 412;
                    case REFUSED -> 422;
                };
        String title =
                switch (refused.kind()) {
                    case FAULTY, REFUSED -> "This cannot be done";
                    case NOT_ALLOWED -> "Not for you";
                    case NOT_THERE -> "Nothing here";
                    case STALE -> "It has changed meanwhile";
                };
        return page(status, title, String.valueOf(refused.getMessage()));
    }

    /** What was left out of a form, or is of another kind than it should be. */
    @ExceptionHandler({
        MissingServletRequestParameterException.class,
        MethodArgumentTypeMismatchException.class
    })
    public ResponseEntity<String> faulty(Exception fault) {
        return page(
                400,
                "This cannot be done",
                "Nothing was changed: something is missing from what was sent, or is of another"
                        + " kind than it should be. Open the page again and repeat what you did.");
    }

    private ResponseEntity<String> page(int status, String title, String sentence) {
        RefusedView view =
                new RefusedView(new Page(title, release.get().name(), ""), title, sentence);
        return ResponseEntity.status(status)
                .contentType(MediaType.TEXT_HTML)
                .body(pages.render("refused", view));
    }
}
