package throughline.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import throughline.access.Caller;
import throughline.access.Refusals;
import throughline.access.Refusals.Refusal;
import throughline.landscape.Release;
import throughline.people.RefusedToPersonException;
import throughline.wording.GroupedAmounts;

/** What a person is told who asked for what cannot be done: one sentence, as a page. */
// Before what Spring answers by itself, which repeats what was sent.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = ConsoleRefusals.class)
public final class ConsoleRefusals {

    private final Pages pages = new Pages();
    private final Supplier<Release> release;
    private final Refusals refusals;

    /**
     * Refusals under a release's name.
     *
     * @param refusals for programs that come where people go
     */
    public ConsoleRefusals(Supplier<Release> release, Refusals refusals) {
        this.release = release;
        this.refusals = refusals;
    }

    /** What cannot be done. */
    @ExceptionHandler(RefusedToPersonException.class)
    public void refused(
            RefusedToPersonException refused,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
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
        Refusal refusal = new Refusal(status, refused.code(), String.valueOf(refused.getMessage()));
        tell(request, response, title, refusal);
    }

    /** What was left out of a form, or is of another kind than it should be. */
    @ExceptionHandler({
        MissingServletRequestParameterException.class,
        MethodArgumentTypeMismatchException.class
    })
    public void faulty(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        tell(
                request,
                response,
                "This cannot be done",
                new Refusal(
                        400,
                        "unreadable",
                        "Nothing was changed: something is missing from what was sent, or is of"
                                + " another kind than it should be. Open the page again and repeat"
                                + " what you did."));
    }

    private void tell(
            HttpServletRequest request, HttpServletResponse response, String title, Refusal refusal)
            throws IOException {
        if (Caller.isProgram(request)) {
            refusals.answer(request, response, refusal);
            return;
        }
        RefusedView view =
                new RefusedView(
                        new Page(title, release.get().name(), ""),
                        title,
                        GroupedAmounts.in(refusal.sentence()));
        response.setStatus(refusal.status());
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream()
                .write(pages.render("refused", view).getBytes(StandardCharsets.UTF_8));
    }
}
