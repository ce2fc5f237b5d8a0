namespace Tincan.Checks.Parameters;

/// <summary>The greeting of servers that should not send one.</summary>
internal static class GreetingParameter
{
    public static readonly Parameter Greeting = new("greeting", "What the server sends on accept; none for nothing.", ReverseParameters.None)
    {
        Remedy = "send nothing before the client has sent something",
    };

    /// <summary>The greeting; empty if there is none.</summary>
    public static string Of(CheckOptions options) => options.ValueOf(Greeting) is var text && text == ReverseParameters.None ? "" : text;
}
