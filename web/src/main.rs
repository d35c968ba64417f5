//! The program that the page loads.

fn main() {
    web::start();
}
