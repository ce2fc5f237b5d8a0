using Tincan.Cli.Pages;
using Tincan.Cli.Protocols;
using Tincan.Cli.Proxy;
using Tincan.Cli.Services;

namespace Tincan.Cli.Up;

/// <summary>The kinds of services that a plan can have: those of all protocols, and the proxy.</summary>
internal static class ServiceKinds
{
    public static IReadOnlyList<ServiceKind> All { get; } = [.. ProtocolList.Services, PageServicePlan.Declared, ProxyPlan.Declared];

    /// <summary>Reads which one a service is.</summary>
    /// <exception cref="SyntaxException">There is none of that name.</exception>
    public static ServiceKind Read(SourceValue written)
    {
        written.Expect(JsonTokenType.String, $"serve takes the kind of service, in quotes: {Names}");
        var text = written.Word.Text;
        return All.FirstOrDefault(kind => kind.Name == text) ?? throw written.Word.Error(
            $"there is no service {written.Word}; {DidYouMean.Hint(text, All.Select(static kind => kind.Name), $"there are {Names}")}");
    }

    /// <summary>Their names, for sentences.</summary>
    public static string Names => string.Join(", ", All.Select(static kind => kind.Name));
}
