namespace Tincan.Checks.Parameters;

/// <summary>What differs between editions of table servers and resolvers, and the ports that a resolver calls.</summary>
internal static class NamesParameters
{
    private const string Older = "2020";
    private const string OlderMiss = "{name} - Error:HOST NOT FOUND";

    public static readonly Parameter Edition = new(
        "edition", "The edition of the assignment. 2020 has 'Name IP A' for a hit, and 'Name - Error:HOST NOT FOUND' for a miss.", "current")
    { Choices = ["current", Older], Remedy = "answer 'Name IP A IN' for a hit, and 'Name - TIMED OUT' for a miss" };

    public static readonly Parameter Miss = new("miss", "What a resolver answers when no table server knows the name: {name} is the name.", "{name} - TIMED OUT")
    {
        Remedy = "answer the name as the client spelled it and ' - TIMED OUT', with nothing before or after it",
    };

    public static readonly Parameter Padding = new("padding", "The number of bytes to which spaces pad each message; 0 for no padding.", "0")
    {
        IsSize = true,
        Remedy = "send only the text, without spaces after it",
    };

    /// <summary>The port of a server that the program calls.</summary>
    /// <param name="table">The server, from 0.</param>
    public static Parameter Port(int table) => new($"ts{table + 1}-port", $"The port of the {(table == 0 ? "first" : table == 1 ? "second" : $"{table + 1}th")} server that the program calls, if it is written into the program; 0 for any.", "0") { IsPort = true };

    /// <summary>The answer to a name that is in no table.</summary>
    /// <param name="options">How the program is checked.</param>
    /// <param name="name">The name, as the client spelled it.</param>
    public static string MissOf(CheckOptions options, string name) =>
        (options.Given.GetValueOrDefault(Miss.Name) ?? options.Found.GetValueOrDefault(Miss.Name) ?? (options.ValueOf(Edition) == Older ? OlderMiss : Miss.Default))
            .Replace("{name}", name, StringComparison.Ordinal);

    /// <summary>The size to which spaces pad each message; 0 for no padding.</summary>
    public static int PaddingOf(CheckOptions options) => int.Parse(options.ValueOf(Padding), CultureInfo.InvariantCulture);

    /// <summary>The port of a table server; 0 for any port.</summary>
    /// <param name="options">How the program is checked.</param>
    /// <param name="table">The table server, from 0.</param>
    public static int PortOf(CheckOptions options, int table) => int.Parse(options.ValueOf(Port(table)), CultureInfo.InvariantCulture);

    /// <summary>Whether the table servers of all cases use the same ports.</summary>
    public static bool HasFixedTables(Assignment assignment, CheckOptions options) => Enumerable.Range(0, assignment.TableCount).Any(table => PortOf(options, table) > 0);

    /// <summary>Recognises the form of an answer to an unknown name. The name may be in lower case: only the case about that judges it.</summary>
    public static (Parameter Parameter, string Value)? RecogniseMiss(string answer, string name)
    {
        var form = answer.Replace(name, "{name}", StringComparison.OrdinalIgnoreCase);
        return form == Miss.Default || answer.Contains('\n', StringComparison.Ordinal) ? null
            : form == OlderMiss ? (Edition, Older)
            : (Miss, form);
    }
}
