package throughline.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import throughline.journal.RawJson;

/**
 * What whoever is not let through is told: a problem by RFC 9457 for programs, a page for people.
 *
 * @param page makes a page of a title and a sentence
 */
record Refusals(BiFunction<String, String, String> page)
        implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException nobody)
            throws IOException {
        if (isForPrograms(request)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            problem(
                    response,
                    401,
                    "not-signed-in",
                    "Cannot answer: nobody is signed in. Send a service token as Authorization:"
                            + " Bearer; throughline people token makes one.");
        } else if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", "/sign-in?expired");
            response.setStatus(401);
        } else if (request.getRequestURI().equals("/console/stream")) {
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

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException) {
            answer(
                    request,
                    response,
                    403,
                    "page-too-old",
                    "Nothing was changed: the page was opened in a session that has ended. Sign in,"
                            + " open it again, and repeat what you did.");
        } else if (request.getAttribute(AccessGuard.RULE)
                instanceof AccessRules.Rule(var _, var _, var need)) {
            answer(
                    request,
                    response,
                    403,
                    "not-allowed",
                    "You cannot do this here: it needs "
                            + need.wanted()
                            + ". Ask an administrator, or somebody who has it.");
        } else {
            answer(
                    request,
                    response,
                    404,
                    "no-such-address",
                    "There is nothing at this address. Check it, or begin at the overview.");
        }
    }

    /** An address or a value that no browser sends and that nobody can read. */
    void rejected(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(
                request,
                response,
                400,
                "bad-request",
                "Nothing was done: the address or a value in it holds characters that cannot be"
                        + " read. Open it from a page, or write it as text.");
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String code,
            String sentence)
            throws IOException {
        if (isForPrograms(request)) {
            problem(response, status, code, sentence);
            return;
        }
        String title =
                status == 404
                        ? "Nothing here"
                        : status == 400 ? "This cannot be read" : "Not for you";
        byte[] bytes = page.apply(title, sentence).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(bytes);
    }

    static boolean isForPrograms(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/") || path.startsWith("/actuator/");
    }

    static void problem(HttpServletResponse response, int status, String code, String sentence)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:throughline:problem:" + code);
        problem.put("title", code.replace('-', ' '));
        problem.put("status", status);
        problem.put("detail", sentence);
        problem.put("code", code);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getOutputStream().write(RawJson.bytes(problem));
    }
}
