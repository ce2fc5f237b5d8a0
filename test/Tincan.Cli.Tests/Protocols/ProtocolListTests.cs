using System.CommandLine;
using System.Reflection;
using Tincan.Checks.Pages;
using Tincan.Cli.Commands;
using Tincan.Cli.Commands.Check;
using Tincan.Cli.Demo;
using Tincan.Cli.Protocols;
using Tincan.Cli.Services;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Tests.Protocols;

/// <summary>What is in a protocol's folder is reached through its line in the list.</summary>
public sealed class ProtocolListTests
{
    private static readonly Assembly Program = typeof(ProtocolList).Assembly;

    [Fact]
    public void Every_protocol_has_its_line() => AssertSame(Declared<Protocol>(Program), ProtocolList.All);

    [Fact]
    public void Every_suite_belongs_to_one_protocol()
    {
        var names = ProtocolList.All.SelectMany(static protocol => protocol.Suites).ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names, names.Distinct(StringComparer.Ordinal));
        Assert.Equal(names.Select(static name => (name, PageSuite.DescribeLibrary(name))), names.Select(PageSuite.OfLibrary).Select(static suite => (suite.Name, suite.Description)));
    }

    [Fact]
    public void Every_service_of_a_protocol_is_served()
    {
        var kinds = Declared<ServiceKind>(Program, "Tincan.Cli.Protocols");
        var served = new ServeCommand().Subcommands.Select(static command => command.Name);

        Assert.NotEmpty(kinds);
        AssertSame(kinds, ProtocolList.Services);
        Assert.Equal(kinds.Select(static kind => kind.Name).Order(StringComparer.Ordinal), served.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_client_is_a_command()
    {
        var commands = ProtocolList.All.Select(static protocol => protocol.Client?.Invoke()).OfType<LazyCommand>().Select(static client => client.Make()).SelectMany(static client => client.Subcommands.Prepend(client));

        Assert.Equal(
            Program.GetTypes().Where(static type => IsIn(type, "Tincan.Cli.Protocols") && type.IsAssignableTo(typeof(Command))).Select(static type => type.Name).Order(StringComparer.Ordinal),
            commands.Select(static command => command.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_part_of_the_demo_belongs_to_one_protocol()
    {
        var parts = Declared<DemoPart>(Program);

        Assert.NotEmpty(parts);
        AssertSame(parts, ProtocolList.All.Select(static protocol => protocol.Demo).OfType<DemoPart>());
        Assert.Equal(parts.Select(static part => part.Name).Order(StringComparer.Ordinal), new DemoCommand().Usage[1..^4].Split('|').Order(StringComparer.Ordinal));
    }

    /// <summary>Each of these is listed once, and nothing else.</summary>
    private static void AssertSame<T>(IReadOnlyCollection<T> declared, IEnumerable<T> listed)
        where T : class
    {
        var all = listed.ToList();
        Assert.Equal(declared.Count, all.Count);
        Assert.Empty(declared.Except<object>(all, ReferenceEqualityComparer.Instance));
    }

    /// <summary>The values of all static properties of this type.</summary>
    private static List<T> Declared<T>(Assembly assembly, string folder = "Tincan")
        where T : class =>
        [.. assembly.GetTypes()
            .Where(type => IsIn(type, folder) && !type.ContainsGenericParameters)
            .SelectMany(static type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(static property => property.PropertyType == typeof(T))
            .Select(static property => (T)property.GetValue(null)!)];

    private static bool IsIn(Type type, string folder) => $"{type.Namespace}.".StartsWith($"{folder}.", StringComparison.Ordinal);
}
