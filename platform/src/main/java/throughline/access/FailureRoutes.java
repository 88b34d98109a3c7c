package throughline.access;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Refusals.Refusal;

/**
 * What is told of a call that could not be answered and that no route has words for: never what
 * went wrong inside, which stands in the log.
 */
@RestController
public final class FailureRoutes implements ErrorController {

    private final Refusals refusals;

    /** Failures as refusals are told. */
    public FailureRoutes(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Where the server itself leads a call that failed; who comes by himself finds nothing. */
    @RequestMapping("/error")
    public void failed(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? code
                        : 404;
        refusals.answer(request, response, of(status));
    }

    /** What a status that the server gave means. */
    public static Refusal of(int status) {
        return switch (status) {
            case 404 ->
                    new Refusal(
                            status,
                            "no-such-address",
                            "There is nothing at this address. Check it, or begin at the"
                                    + " overview.");
            case 405 ->
                    new Refusal(
                            status,
                            "method-not-allowed",
                            "Nothing was done: this address is not called like that.");
            case 406 ->
                    new Refusal(
                            status,
                            "not-acceptable",
                            "Cannot answer in a form that you accept. Programs accept"
                                    + " application/json, people text/html.");
            case 411, 413, 414, 431 ->
                    new Refusal(
                            status,
                            "too-large",
                            "Nothing was done: what was sent is longer than anything that is taken"
                                    + " here.");
            case 415 ->
                    new Refusal(
                            status,
                            "unsupported-type",
                            "Nothing was done: what was sent is of another type than is taken here."
                                    + " Programs send application/json, pages send forms.");
            case 503 ->
                    new Refusal(status, "unavailable", "Cannot answer now. Try again in a moment.");
            default -> status < 500 ? unreadable(status) : broken(status);
        };
    }

    private static Refusal unreadable(int status) {
        return new Refusal(status, Refusals.UNREADABLE.code(), Refusals.UNREADABLE.sentence());
    }

    private static Refusal broken(int status) {
        return new Refusal(
                status,
                "internal-error",
                "This failed through a fault of ours. Try again, and tell whoever operates this"
                        + " when it happened: the log says what it was.");
    }
}
