using Tincan.Protocols.Welcome;

namespace Tincan.Checks.Parameters;

/// <summary>The greeting of a server; empty for none.</summary>
internal static class GreetingParameter
{
    /// <summary>For servers that should not send one.</summary>
    public static readonly Parameter Greeting = new("greeting", "What the server sends on accept.", "")
    {
        Remedy = "send nothing before the client has sent something",
    };

    /// <summary>For clients of a reverse server.</summary>
    public static readonly Parameter Classic = Greeting with
    {
        Default = WelcomeServer.ClassicGreeting,
        Remedy = "receive the greeting, all 18 bytes of it, before you send the first line",
    };
}
