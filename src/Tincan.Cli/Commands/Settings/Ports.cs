namespace Tincan.Cli.Commands.Settings;

/// <summary>Where each server listens unless told otherwise. Two are the assignments'; the others stand beside them.</summary>
internal static class Ports
{
    public const int Proxy = 5000;
    public const int Welcome = 50007;

    /// <summary>Where welcome stands when reverse, which greets too, has its port.</summary>
    public const int WelcomeBeside = 50006;
    public const int Reverse = 50007;
    public const int Echo = 50008;
    public const int Talk = 50009;
    public const int Names = 50010;
    public const int Resolver = 50011;

    /// <summary>Of a second table server, where there are two.</summary>
    public const int SecondNames = 50012;
    public const int Book = 8080;
}
