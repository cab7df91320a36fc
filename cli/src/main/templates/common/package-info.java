/** Provides {@code {{family}}/{{name}}} to mcpctl. */
package {{package}};
