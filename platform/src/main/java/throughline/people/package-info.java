/**
 * Who the people are and what each may see and do: roles, rights, scopes, passwords, tokens. Keeps
 * that no secret is stored as it is and that every change of rights is in the audit log. Knows
 * nothing of HTTP and nothing of what is decided.
 */
@NullMarked
package throughline.people;

import org.jspecify.annotations.NullMarked;
