namespace Tincan.Protocols.Names;

/// <summary>The strings in which editions of the assignment differ.</summary>
/// <param name="AfterRecord">The text after the record in an answer.</param>
/// <param name="NotFound">The text after <c>NAME - </c> for an unknown name.</param>
public sealed record Edition(string AfterRecord, string NotFound)
{
    /// <summary>The current one: <c>Name IP A IN</c> and <c>Name - TIMED OUT</c>.</summary>
    public static Edition Current { get; } = new(" IN", "TIMED OUT");

    /// <summary>That of 2020: <c>Name IP A</c> and <c>Name - Error:HOST NOT FOUND</c>.</summary>
    public static Edition Of2020 { get; } = new("", "Error:HOST NOT FOUND");
}
