package throughline.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what is far larger than anything that anybody needs to say here, before it is read. */
final class SizeLimit extends OncePerRequestFilter {

    private static final long MOST_OF_PROGRAMS = 1_000_000;
    private static final long MOST_OF_PEOPLE = 64_000;

    private final Refusals refusals;

    SizeLimit(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long most = Caller.isProgram(request) ? MOST_OF_PROGRAMS : MOST_OF_PEOPLE;
        if (request.getContentLengthLong() > most) {
            refuse(request, response, 413, "too-large", "it is larger than " + most + " bytes");
        } else if (request.getHeader("Transfer-Encoding") != null) {
            refuse(request, response, 411, "length-missing", "it does not say how long it is");
        } else {
            chain.doFilter(request, response);
        }
    }

    private void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String code,
            String why)
            throws IOException {
        response.setHeader("Connection", "close");
        refusals.answer(
                request,
                response,
                new Refusals.Refusal(
                        status,
                        code,
                        "Nothing was changed: this cannot be taken in, since " + why + "."));
    }
}
