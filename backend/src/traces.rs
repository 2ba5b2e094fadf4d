//! Traces, for those who follow a request through several programs (OpenTelemetry): each request is a
//! span, which is sent to a collector as OTLP over HTTP. Switched off unless the configuration names a
//! collector, and then it costs nothing.
//!
//! A span says what a line of the log says: method, pattern of the address, status, how long it took,
//! and the id of the request. Where a trusted proxy passes on which trace the request is part of (W3C
//! `traceparent`), it is; nobody else is believed.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use anyhow::Context as _;
use async_trait::async_trait;
use ipnet::IpNet;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::{Span, SpanKind, Status, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_http::hyper::HyperClient;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracer, SdkTracerProvider};
use tokio::runtime::Handle;

use crate::config::{Config, TraceConfig};

/// How long the collector may take for anything.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The way to the collector, if there is one; copies share it.
#[derive(Clone)]
pub struct Traces(Option<Arc<Export>>);

struct Export {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
    trusted_proxies: Vec<IpNet>,
}

/// A request that is being traced.
pub struct Begun {
    at: SystemTime,
    parent: Context,
}

/// What came of a request.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// In upper case.
    pub method: &'a str,
    /// The pattern of the address.
    pub route: &'a str,
    /// Of the answer.
    pub status: StatusCode,
    /// Under which the log knows the request.
    pub request_id: &'a str,
}

impl Traces {
    /// As configured. With a collector, within the runtime that is to speak with it.
    pub fn start(config: &Config) -> anyhow::Result<Self> {
        let Some(wanted) = &config.traces else {
            return Ok(Self(None));
        };
        let provider = provider(wanted).context("traces cannot be sent")?;
        Ok(Self(Some(Arc::new(Export {
            tracer: provider.tracer("event-booking"),
            provider,
            trusted_proxies: config.trusted_proxies.clone(),
        }))))
    }

    /// A request has come. Nothing, where nothing is traced.
    pub fn begin(&self, request: &HttpRequest) -> Option<Begun> {
        let export = self.0.as_ref()?;
        let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
        let is_trusted = |peer| export.trusted_proxies.iter().any(|net| net.contains(&peer));
        let parent = match peer {
            Some(peer) if is_trusted(peer) => {
                let headers = Headers(request.headers());
                TraceContextPropagator::new().extract_with_context(&Context::new(), &headers)
            }
            _ => Context::new(),
        };
        Some(Begun {
            at: SystemTime::now(),
            parent,
        })
    }

    /// It was answered.
    pub fn end(&self, begun: Begun, answered: Answered<'_>) {
        let Some(export) = &self.0 else {
            return;
        };
        let name = format!("{} {}", answered.method, answered.route);
        let attributes = vec![
            KeyValue::new("http.request.method", answered.method.to_owned()),
            KeyValue::new("http.route", answered.route.to_owned()),
            KeyValue::new(
                "http.response.status_code",
                i64::from(answered.status.as_u16()),
            ),
            KeyValue::new("request.id", answered.request_id.to_owned()),
        ];
        let span = export.tracer.span_builder(name);
        let span = span
            .with_kind(SpanKind::Server)
            .with_start_time(begun.at)
            .with_attributes(attributes);
        let mut span = export.tracer.build_with_context(span, &begun.parent);
        if answered.status.is_server_error() {
            span.set_status(Status::error(""));
        }
        span.end();
    }

    /// Sends what waits, and ends.
    pub async fn finish(&self) {
        let Some(export) = self.0.clone() else {
            return;
        };
        let shutdown = move || export.provider.shutdown_with_timeout(TIMEOUT);
        match tokio::task::spawn_blocking(shutdown).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!("the last traces were not sent: {error}"),
            Err(error) => tracing::warn!("the last traces were not sent: {error}"),
        }
    }
}

fn provider(wanted: &TraceConfig) -> anyhow::Result<SdkTracerProvider> {
    let client = OnRuntime {
        client: HyperClient::with_default_connector(TIMEOUT, None),
        runtime: Handle::try_current()?,
    };
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(client)
        .with_endpoint(wanted.collector.as_str())
        .with_timeout(TIMEOUT)
        .build()?;
    let resource = Resource::builder()
        .with_service_name(wanted.service_name.clone())
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    let share = Sampler::TraceIdRatioBased(wanted.share);
    Ok(SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_sampler(Sampler::ParentBased(Box::new(share)))
        .with_resource(resource)
        .build())
}

/// The exporter has a thread of its own, but the client needs the runtime.
#[derive(Debug)]
struct OnRuntime {
    client: HyperClient,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for OnRuntime {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.client.clone();
        let sending = async move { client.send_bytes(request).await };
        self.runtime.spawn(sending).await?
    }
}

/// The headers of a request, as the propagator reads them.
struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(|name| name.as_str()).collect()
    }
}
