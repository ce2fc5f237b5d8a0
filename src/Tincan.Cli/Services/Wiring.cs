using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Services;

/// <summary>Whether the services of a group fit together.</summary>
internal static class Wiring
{
    /// <summary>Reports the first thing that does not fit.</summary>
    /// <exception cref="SyntaxException">
    /// Two listen on one address or write one file, one writes what is read, one asks a service that is not there, or in a circle, or one speaks TLS where the other does not.
    /// </exception>
    /// <exception cref="UsageException">The same, for settings of the command line.</exception>
    public static void Check(ServiceGroup group)
    {
        foreach (var service in group.Services)
        {
            service.Check();
            CheckAddress(group, service);
            CheckWritten(group, service);
            foreach (var server in service.Servers)
            {
                CheckServer(group, service, server);
            }
        }
    }

    private static void CheckAddress(ServiceGroup group, ServicePlan service)
    {
        if (service.SocketMode is { } mode && service.Address is not UnixAddress { IsAbstract: false })
        {
            throw ServiceError.Of(mode.Where, $"{(service.IsAlone ? "--" : "")}socket-mode is for a Unix socket with a file: {service.Address} has none");
        }

        if (Before(group, service).FirstOrDefault(other => Addresses.Overlap(other.Address, service.Address)) is { } other)
        {
            throw ServiceError.Of(
                service.Listen?.Where ?? service.Where,
                $"'{service.Name}' listens on {service.Address}, where '{other.Name}' does (line {other.Where?.Line}); \"listen\": \":PORT\" sets another port");
        }
    }

    /// <summary>Files of the command line are checked with its other files.</summary>
    private static void CheckWritten(ServiceGroup group, ServicePlan service)
    {
        foreach (var file in service.Written)
        {
            if (file.Where is not { } where || FileIdentity.Of(group.PathOf(file)) is not { } identity)
            {
                continue;
            }

            if (group.File is { } own && FileIdentity.Of(own) == identity)
            {
                throw where.Word.Error("that is this file itself; out needs one of its own");
            }

            if (Before(group, service).FirstOrDefault(other => other.Written.Any(IsSame)) is { } writer)
            {
                throw where.Word.Error($"'{writer.Name}' writes that file (line {writer.Where!.Line}); each needs one of its own");
            }

            if (group.Services.FirstOrDefault(other => other.Read.Any(IsSame)) is { } reader)
            {
                throw where.Word.Error($"'{reader.Name}' reads that file (line {reader.Read.First(IsSame).Where!.Line}); out needs one of its own");
            }

            bool IsSame(Located<string> other) => FileIdentity.Of(group.PathOf(other)) == identity;
        }
    }

    private static void CheckServer(ServiceGroup group, ServicePlan service, Located<string> server)
    {
        if (group.AddressOf(server) is { } address && service.ServerTls?.WhyNotChecked(address, server.Value) is { } problem)
        {
            throw ServiceError.Of(server.Where, $"{problem}: set {(service.IsAlone ? "--tls-name" : "name")} too");
        }

        if (group.Asked(server) is not { } asked)
        {
            if (ServiceName.IsName(server.Value))
            {
                throw ServiceError.OfWord(
                    server.Where,
                    $"there is no service '{server.Value}' here; {DidYouMean.Hint(server.Value, Others(group, service), $"write {SettingForms.Server.Meaning}")}");
            }

            return;
        }

        if (service.IsAlone)
        {
            throw new UsageException($"{server.Value} leads back to {service.Address}, where this one listens itself: {service.HintWhenAskingItself}");
        }

        if (Reaches(group, asked, service))
        {
            throw ServiceError.OfWord(server.Where, asked == service
                ? $"'{service.Name}' would ask itself"
                : $"'{service.Name}' would ask itself by way of '{asked.Name}'");
        }

        if (asked.Tls is not null && service.ServerTls is null && !service.PassesOn)
        {
            throw ServiceError.OfWord(server.Where, $"'{asked.Name}' speaks TLS, and '{service.Name}' would ask it without");
        }

        if (asked.Tls is null && service.ServerTls is not null && !asked.PassesOn)
        {
            throw ServiceError.OfWord(server.Where, $"'{service.Name}' would ask '{asked.Name}' under TLS, which that one does not speak");
        }
    }

    private static IEnumerable<ServicePlan> Before(ServiceGroup group, ServicePlan service) => group.Services.TakeWhile(other => other != service);

    private static IEnumerable<string> Others(ServiceGroup group, ServicePlan service) =>
        group.Services.Where(other => other != service).Select(static other => other.Name);

    /// <summary>Whether one comes to the other by asking and asking on.</summary>
    private static bool Reaches(ServiceGroup group, ServicePlan one, ServicePlan other)
    {
        var seen = new HashSet<string>();
        var next = new Stack<ServicePlan>([one]);
        while (next.TryPop(out var at))
        {
            if (at == other)
            {
                return true;
            }

            if (seen.Add(at.Name))
            {
                group.AskedBy(at).ToList().ForEach(next.Push);
            }
        }

        return false;
    }
}
