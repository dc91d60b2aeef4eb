import { useRoute } from "../router/router";
import { OrderList } from "./OrderList";
import { OrderPage } from "./OrderPage";

/** The orders: the list, or one of them. */
export function Orders() {
  const { path } = useRoute();
  return path[1] ? <OrderPage key={path[1]} id={path[1]} /> : <OrderList />;
}
