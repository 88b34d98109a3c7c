package throughline.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import throughline.journal.RawJson;

/**
 * What whoever is not let through, or sends what nobody can read, is told: a problem by RFC 9457
 * for programs, a page for people.
 *
 * @param page makes a page of a title and a sentence
 */
public record Refusals(BiFunction<String, String, String> page)
        implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** Said of an address or a value that no browser sends. */
    static final Refusal UNREADABLE =
            new Refusal(
                    400,
                    "bad-request",
                    "Nothing was done: the address, the name of the server or a value holds what"
                            + " cannot be read here, or is longer than is read. Open it from a"
                            + " page, or write it as text.");

    private static final String STREAM = "/console/stream";

    /**
     * A refusal.
     *
     * @param status of HTTP
     * @param code stable, in kebab case
     * @param sentence what was asked, why not, what would work
     */
    public record Refusal(int status, String code, String sentence) {}

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException nobody)
            throws IOException {
        boolean ours = request.getRequestURI().startsWith("/api/");
        if (Caller.isProgram(request)) {
            answer(request, response, ours ? notSignedIn(true) : elsewhere(request));
        } else if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", "/sign-in?expired");
            response.setStatus(401);
        } else if (request.getRequestURI().equals(STREAM)) {
            response.setStatus(401);
        } else {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            String there = request.getMethod().equals("GET") ? request.getRequestURI() + query : "";
            String then =
                    there.isEmpty() || there.equals("/")
                            ? ""
                            : "?then=" + URLEncoder.encode(there, StandardCharsets.UTF_8);
            response.sendRedirect(
                    request.getMethod().equals("GET") ? "/sign-in" + then : "/sign-in?expired");
        }
    }

    /** A program that nobody knows, where people go: nothing there, or nothing for it. */
    private static Refusal elsewhere(HttpServletRequest request) {
        boolean machines = request.getRequestURI().startsWith("/actuator");
        return AccessRules.methods(request.getRequestURI()).isEmpty()
                ? nothing(request)
                : notSignedIn(machines);
    }

    private static Refusal notSignedIn(boolean byToken) {
        return new Refusal(
                401,
                "not-signed-in",
                byToken
                        ? "Cannot answer: nobody is signed in. Send a service token as"
                                + " Authorization: Bearer; throughline people token makes one."
                        : "Cannot answer: this address is for people who signed in with a browser."
                                + " Programs call /api/v1 and send a service token as"
                                + " Authorization: Bearer.");
    }

    /** Nothing answers here, or not to this method. */
    private static Refusal nothing(HttpServletRequest request) {
        Set<String> methods = AccessRules.methods(String.valueOf(Caller.path(request)));
        return methods.isEmpty()
                ? new Refusal(
                        404,
                        "no-such-address",
                        "There is nothing at this address. Check it, or begin at the overview.")
                : new Refusal(
                        405,
                        "method-not-allowed",
                        "Nothing was done: this address is called by %s only."
                                .formatted(String.join(" or ", methods)));
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        Optional<AccessRules.Rule> rule =
                AccessRules.of(request.getMethod(), request.getRequestURI());
        if (rule.isEmpty()) {
            answer(request, response, nothing(request));
        } else if (denied instanceof CsrfException) {
            answer(
                    request,
                    response,
                    Caller.isProgram(request) && isNobody() ? notSignedIn(false) : tooOld());
        } else {
            answer(
                    request,
                    response,
                    new Refusal(
                            403,
                            "not-allowed",
                            "You cannot do this here: it needs "
                                    + rule.get().need().wanted()
                                    + ". Ask an administrator, or somebody who has it."));
        }
    }

    private static Refusal tooOld() {
        return new Refusal(
                403,
                "page-too-old",
                "Nothing was changed: the page was opened in a session that has ended. Sign in,"
                        + " open it again, and repeat what you did.");
    }

    private static boolean isNobody() {
        @Nullable Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who == null || who instanceof AnonymousAuthenticationToken;
    }

    /** Tells it in the form in which whoever calls is to be answered. */
    public void answer(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
            throws IOException {
        if (refusal.status() == 401 && request.getRequestURI().startsWith("/api")) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.status() == 405) {
            response.setHeader(
                    "Allow",
                    String.join(", ", AccessRules.methods(String.valueOf(Caller.path(request)))));
        }
        if (Caller.isProgram(request)) {
            problem(response, refusal);
            return;
        }
        byte[] bytes =
                page.apply(title(refusal.status()), refusal.sentence())
                        .getBytes(StandardCharsets.UTF_8);
        response.setStatus(refusal.status());
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(bytes);
    }

    private static String title(int status) {
        return switch (status) {
            case 401, 403 -> "Not for you";
            case 404, 405 -> "Nothing here";
            case 400, 406, 411, 413, 414, 415, 431 -> "This cannot be read";
            case 503 -> "Not now";
            default -> status < 500 ? "This cannot be done" : "This failed";
        };
    }

    static void problem(HttpServletResponse response, Refusal refusal) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:throughline:problem:" + refusal.code());
        problem.put("title", refusal.code().replace('-', ' '));
        problem.put("status", refusal.status());
        problem.put("detail", refusal.sentence());
        problem.put("code", refusal.code());
        response.setStatus(refusal.status());
        response.setContentType("application/problem+json");
        response.getOutputStream().write(RawJson.bytes(problem));
    }
}
