namespace Tincan.Checks.Parameters;

/// <summary>What a server says on accept that should wait until it is asked.</summary>
internal static class GreetingParameter
{
    public static readonly Parameter Greeting = new("greeting", "What the server sends on accept; none for nothing.", ReverseParameters.None)
    {
        Remedy = "send nothing before the client has sent something",
    };

    /// <summary>What the server sends on accept; empty for nothing.</summary>
    public static string Of(CheckOptions options) => options.ValueOf(Greeting) is var text && text == ReverseParameters.None ? "" : text;
}
