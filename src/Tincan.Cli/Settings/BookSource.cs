using Tincan.Postgres;

namespace Tincan.Cli.Settings;

/// <summary>Where a book is: in a file, or in a database.</summary>
/// <param name="Said">The name of the file or the address of the database, as it was said. An address may have a password.</param>
/// <param name="Database">The database; null if it is a file.</param>
internal sealed record BookSource(Said<string> Said, PostgresAddress? Database = null);
