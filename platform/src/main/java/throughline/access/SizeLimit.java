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

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean program = Refusals.isForPrograms(request);
        long most = program ? MOST_OF_PROGRAMS : MOST_OF_PEOPLE;
        if (request.getContentLengthLong() > most) {
            refuse(response, program, 413, "too-large", "it is larger than " + most + " bytes");
        } else if (request.getHeader("Transfer-Encoding") != null) {
            refuse(response, program, 411, "length-missing", "it does not say how long it is");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(
            HttpServletResponse response, boolean program, int status, String code, String why)
            throws IOException {
        String sentence = "Nothing was changed: this cannot be taken in, since " + why + ".";
        response.setHeader("Connection", "close");
        if (program) {
            Refusals.problem(response, status, code, sentence);
        } else {
            response.setStatus(status);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write(sentence);
        }
    }
}
