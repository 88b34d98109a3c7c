package throughline.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses parameters that nobody can decode before anything asks for one of them: Tomcat reads all
 * of them then, and fails as if the fault were ours.
 *
 * <p>A form's body is read with them. What programs send to be done is read by its route only, as
 * the bytes that it is; parameters beside it mean nothing.
 */
final class Legible extends OncePerRequestFilter {

    private final Refusals refusals;

    Legible(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isBody(request) || isLegible(request)) {
            chain.doFilter(request, response);
        } else {
            refusals.answer(request, response, Refusals.UNREADABLE);
        }
    }

    private static boolean isBody(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/") && !request.getMethod().equals("GET");
    }

    private static boolean isLegible(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException undecodable) {
            return false;
        }
    }
}
