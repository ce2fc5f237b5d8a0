namespace Tincan.Bench.Servers;

/// <summary>Proxies to the same server. Their buffers are as large as a message of a stream, if that can be set.</summary>
internal static class Proxies
{
    private const string NginxModule = "/usr/lib/nginx/modules/ngx_stream_module.so";

    public static IReadOnlyList<Server> All { get; } =
    [
        Server.OfTincan("proxy", "127.0.0.1:{port}", "{target}"),
        new("socat", "socat", "-b", "262144", "TCP4-LISTEN:{port},bind=127.0.0.1,backlog=1024,reuseaddr,fork,nodelay", "TCP4:{target},nodelay"),
        Server.InGo("proxy", "{port}", "{target}"),
        new("HAProxy", "/usr/sbin/haproxy", "-db", "-f", "{config}")
        {
            Config = """
                global
                    tune.bufsize 65536
                defaults
                    mode tcp
                    timeout connect 10s
                    timeout client 60s
                    timeout server 60s
                listen proxy
                    bind 127.0.0.1:{port} backlog 1024
                    server target {target}

                """,
        },
        new("nginx", "/usr/sbin/nginx", "-c", "{config}")
        {
            Needs = NginxModule,
            Config = $$"""
                load_module {{NginxModule}};
                daemon off;
                master_process off;
                pid /dev/null;
                error_log stderr warn;
                events {
                    worker_connections 20000;
                }
                stream {
                    server {
                        listen 127.0.0.1:{port} backlog=1024;
                        proxy_pass {target};
                        proxy_buffer_size 64k;
                    }
                }

                """,
        },
    ];
}
