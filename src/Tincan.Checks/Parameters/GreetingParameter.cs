namespace Tincan.Checks.Parameters;

/// <summary>The greeting of a server; empty for none.</summary>
internal static class GreetingParameter
{
    /// <summary>For servers that should not send one.</summary>
    public static readonly Parameter Greeting = new("greeting", "What the server sends on accept.", "")
    {
        Remedy = "send nothing before the client has sent something",
    };
}
