using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Wires;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>Whether the services of a plan fit together.</summary>
internal static class UpWiring
{
    /// <summary>Tells the first thing that does not fit.</summary>
    /// <exception cref="SyntaxException">
    /// Two listen in one place or write one file, one writes what is read, one asks a service that is not there, or in a circle, or one speaks TLS where the other does not.
    /// </exception>
    public static void Check(UpPlan plan)
    {
        foreach (var service in plan.Services)
        {
            service.Check();
            CheckPlace(plan, service);
            CheckOut(plan, service);
            CheckTls(service);
            foreach (var server in service.Servers)
            {
                CheckServer(plan, service, server);
            }
        }
    }

    private static void CheckPlace(UpPlan plan, ServicePlan service)
    {
        if (service.SocketMode is { Where: { } mode } && service.Place is not UnixAddress { IsAbstract: false })
        {
            throw mode.Error($"socket-mode is for a Unix socket with a file: {service.Place} has none");
        }

        if (Before(plan, service).FirstOrDefault(other => Places.Meet(other.Place, service.Place)) is { } other)
        {
            var where = service.Listen?.Where ?? service.Where!;
            throw where.Error($"'{service.Name}' listens on {service.Place}, where '{other.Name}' does (line {other.Where!.Line}); "
                + "\"listen\": \":PORT\" says another port");
        }
    }

    private static void CheckOut(UpPlan plan, ServicePlan service)
    {
        if (service.Out is not { Where: { } where } file)
        {
            return;
        }

        if (FileIdentity.Of(plan.PathOf(file)) is not { } identity)
        {
            return;
        }

        if (plan.File is { } own && FileIdentity.Of(own) == identity)
        {
            throw where.Word.Error("that is this file itself; out needs one of its own");
        }

        if (Before(plan, service).FirstOrDefault(other => other.Out is { } same && FileIdentity.Of(plan.PathOf(same)) == identity) is { } writer)
        {
            throw where.Word.Error($"'{writer.Name}' writes that file (line {writer.Where!.Line}); each needs one of its own");
        }

        foreach (var reader in plan.Services)
        {
            if (reader.Read.FirstOrDefault(read => FileIdentity.Of(plan.PathOf(read)) == identity) is { Where: { } place })
            {
                throw where.Word.Error($"'{reader.Name}' reads that file (line {place.Line}); out needs one of its own");
            }
        }
    }

    /// <summary>What an option of the command line would be refused for.</summary>
    private static void CheckTls(ServicePlan service)
    {
        if (service.ServerTls is not { } tls)
        {
            return;
        }

        if (tls is { Key: { Where: { } key }, Certificate: null })
        {
            throw key.Error("key is the key of a certificate: say cert too");
        }

        if (tls.Name is null && service.Servers.FirstOrDefault(static server => server.Value.StartsWith(UnixAddress.Scheme, StringComparison.Ordinal)) is { Where: { } nameless })
        {
            throw nameless.Error($"{nameless.Word.Text} says no name that the server's certificate must be for: say name too");
        }
    }

    private static void CheckServer(UpPlan plan, ServicePlan service, Said<string> server)
    {
        if (plan.Asked(server) is not { } asked)
        {
            if (ServiceName.IsName(server.Value))
            {
                throw server.Where!.Word.Error(
                    $"there is no service '{server.Value}' here; {DidYouMean.Hint(server.Value, Others(plan, service), $"write {ServerForm.Right}")}");
            }

            return;
        }

        if (Reaches(plan, asked, service))
        {
            throw server.Where!.Word.Error(asked == service
                ? $"'{service.Name}' would ask itself"
                : $"'{service.Name}' would ask itself by way of '{asked.Name}'");
        }

        if (asked.Tls is not null && service.ServerTls is null && !service.PassesOn)
        {
            throw server.Where!.Word.Error($"'{asked.Name}' speaks TLS, and '{service.Name}' would ask it without");
        }

        if (asked.Tls is null && service.ServerTls is not null && !asked.PassesOn)
        {
            throw server.Where!.Word.Error($"'{service.Name}' would ask '{asked.Name}' under TLS, which that one does not speak");
        }
    }

    private static IEnumerable<ServicePlan> Before(UpPlan plan, ServicePlan service) => plan.Services.TakeWhile(other => other != service);

    private static IEnumerable<string> Others(UpPlan plan, ServicePlan service) =>
        plan.Services.Where(other => other != service).Select(static other => other.Name);

    /// <summary>Whether one comes to the other by asking and asking on.</summary>
    private static bool Reaches(UpPlan plan, ServicePlan one, ServicePlan other)
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
                plan.AskedBy(at).ToList().ForEach(next.Push);
            }
        }

        return false;
    }
}
