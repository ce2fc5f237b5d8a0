using System.Text.Json;
using Tincan.Cli.Up.Kinds;
using Tincan.Parsing;

namespace Tincan.Cli.Up.Plans;

/// <summary>All kinds of services. Who adds one adds a record to Kinds/ and a line here.</summary>
internal static class ServiceKinds
{
    public static IReadOnlyList<ServiceKind> All { get; } =
    [
        WelcomePlan.Declared,
        ReversePlan.Declared,
        TalkPlan.Declared,
        EchoPlan.Declared,
        NamesPlan.Declared,
        ResolverPlan.Declared,
        BookPlan.Declared,
        ProxyPlan.Declared,
    ];

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
