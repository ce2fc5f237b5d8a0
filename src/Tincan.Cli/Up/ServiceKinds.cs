using Tincan.Cli.Pages;
using Tincan.Cli.Protocols;
using Tincan.Cli.Proxy;
using Tincan.Cli.Services;

namespace Tincan.Cli.Up;

/// <summary>The kinds of service in a plan: those of all protocols, and the proxy.</summary>
internal static class ServiceKinds
{
    public static IReadOnlyList<ServiceKind> All { get; } = [.. ProtocolList.Services, PageServicePlan.Declared, ProxyPlan.Declared];

    /// <summary>Reads the kind of a service.</summary>
    /// <exception cref="SyntaxException">There is no such kind.</exception>
    public static ServiceKind Read(SourceValue written)
    {
        written.Expect(JsonTokenType.String, $"serve takes the kind of service, in quotes: {Names}");
        var text = written.Word.Text;
        return All.FirstOrDefault(kind => kind.Name == text) ?? throw written.Word.Error(
            $"there is no service {written.Word}; {DidYouMean.Hint(text, All.Select(static kind => kind.Name), $"there are {Names}")}");
    }

    /// <summary>Their names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(static kind => kind.Name));
}
